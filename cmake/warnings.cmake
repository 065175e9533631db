# The warnings every target of the project's own is built with.
add_library(csr_warnings INTERFACE)
target_compile_options(csr_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                              -Wnon-virtual-dtor -Wold-style-cast -Werror)
# What the sanitizers and the fuzzers need is on the project's own code only: generated tables would take minutes to instrument.
add_library(csr_instrumentation INTERFACE)
target_link_libraries(csr_warnings INTERFACE csr_instrumentation)
if(CSR_SANITIZE)
    target_compile_options(csr_instrumentation INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                         -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(CSR_FUZZ)
    target_compile_options(csr_instrumentation INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CSR_STATIC)
    add_link_options(-static)
endif()
