# Third-party libraries, all from Debian. Debian ships no static library of {fmt}: its code is compiled once, here.
find_package(Threads REQUIRED)
find_path(CSR_FMT_INCLUDE fmt/format.h REQUIRED)
find_package(nlohmann_json REQUIRED)
find_path(CSR_CXXOPTS_INCLUDE cxxopts.hpp REQUIRED)
find_path(CSR_RE2_INCLUDE re2/re2.h REQUIRED)
if(CSR_STATIC)
    find_library(CSR_RE2_LIBRARY libre2.a REQUIRED)
else()
    find_library(CSR_RE2_LIBRARY re2 REQUIRED)
endif()

add_library(csr_fmt STATIC ${CMAKE_SOURCE_DIR}/cmake/fmt_library.cpp)
target_include_directories(csr_fmt SYSTEM PUBLIC ${CSR_FMT_INCLUDE})

add_library(csr_libraries INTERFACE)
target_link_libraries(csr_libraries INTERFACE csr_fmt nlohmann_json::nlohmann_json ${CSR_RE2_LIBRARY}
                                              Threads::Threads)
target_include_directories(csr_libraries SYSTEM INTERFACE ${CSR_RE2_INCLUDE} ${CSR_CXXOPTS_INCLUDE})
