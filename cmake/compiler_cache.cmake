# Uses ccache where it is installed. Paths are made relative and the language of messages is left out, so that checkouts, and
# builds started in another environment, share one cache.
find_program(CSR_CCACHE ccache)
if(CSR_CCACHE)
    set(csr_launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
                     CCACHE_SLOPPINESS=pch_defines,time_macros,locale ${CSR_CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${csr_launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${csr_launcher})
endif()
