# Uses ccache where it is installed. Paths are made relative so that several checkouts share one cache.
find_program(CSR_CCACHE ccache)
if(CSR_CCACHE)
    set(csr_launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
                     CCACHE_SLOPPINESS=pch_defines,time_macros ${CSR_CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${csr_launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${csr_launcher})
endif()
