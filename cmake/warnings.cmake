# The warnings every target of the project's own is built with.
add_library(csr_warnings INTERFACE)
target_compile_options(csr_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                              -Wnon-virtual-dtor -Wold-style-cast -Werror)
if(CSR_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(CSR_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(CSR_STATIC)
    add_link_options(-static)
endif()
