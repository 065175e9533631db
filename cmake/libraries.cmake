# Third-party libraries, all from Debian. {fmt} is used header-only because Debian ships no static library of it.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_path(CSR_CXXOPTS_INCLUDE cxxopts.hpp REQUIRED)
find_path(CSR_RE2_INCLUDE re2/re2.h REQUIRED)
if(CSR_STATIC)
    find_library(CSR_RE2_LIBRARY libre2.a REQUIRED)
else()
    find_library(CSR_RE2_LIBRARY re2 REQUIRED)
endif()

add_library(csr_libraries INTERFACE)
target_link_libraries(csr_libraries INTERFACE fmt::fmt-header-only nlohmann_json::nlohmann_json ${CSR_RE2_LIBRARY}
                                              Threads::Threads)
target_include_directories(csr_libraries SYSTEM INTERFACE ${CSR_RE2_INCLUDE} ${CSR_CXXOPTS_INCLUDE})
