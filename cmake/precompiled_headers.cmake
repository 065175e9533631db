# With CSR_PRECOMPILE, `target` compiles the headers of the standard library and of {fmt} once, and what else is named.
function(csr_precompile target)
    if(CSR_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE <algorithm> <array> <charconv> <cstdint> <deque> <expected> <functional>
                                  <map> <memory> <optional> <ostream> <set> <span> <string> <string_view> <utility>
                                  <variant> <vector> <fmt/format.h> ${ARGN})
        # ccache compares what a precompiled header was made of: it has to be told with g++, and clang's may hold no time.
        # g++ 12 forgets which precompiled headers are the system's and reports its own std::string.
        set(quiet -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
        target_compile_options(${target} PRIVATE "$<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess;${quiet}>"
                                                 $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)
    endif()
endfunction()
