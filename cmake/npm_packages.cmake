# C sources and data tables from npm, pinned by cmake/npm/package-lock.json. All presets share one copy below build/.
# An environment variable of the same name points several checkouts to one copy.
set(csr_default_npm_dir ${CMAKE_SOURCE_DIR}/build/npm/build-inputs)
if(DEFINED ENV{CSR_NPM_DIR})
    set(csr_default_npm_dir $ENV{CSR_NPM_DIR})
endif()
set(CSR_NPM_DIR ${csr_default_npm_dir} CACHE PATH "Where the build's npm packages are kept")
find_program(CSR_NODE NAMES node nodejs REQUIRED)
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/scripts/fetch_npm.sh ${CMAKE_SOURCE_DIR}/cmake/npm ${CSR_NPM_DIR}
                COMMAND_ERROR_IS_FATAL ANY)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/npm/package-lock.json)
# Named through the build folder: then every checkout compiles with the same relative paths, and ccache finds what another
# one compiled, wherever the packages are kept.
file(CREATE_LINK ${CSR_NPM_DIR}/node_modules ${CMAKE_BINARY_DIR}/node_modules SYMBOLIC)
set(csr_node_modules ${CMAKE_BINARY_DIR}/node_modules)

# tree-sitter's core and the TypeScript and bash grammars.
set(csr_tree_sitter ${csr_node_modules}/tree-sitter/vendor/tree-sitter/lib)
set(csr_typescript ${csr_node_modules}/tree-sitter-typescript/typescript/src)
set(csr_bash ${csr_node_modules}/tree-sitter-bash/src)
add_library(csr_tree_sitter STATIC ${csr_tree_sitter}/src/lib.c ${csr_typescript}/parser.c ${csr_typescript}/scanner.c
                                   ${csr_bash}/parser.c ${csr_bash}/scanner.c)
target_include_directories(csr_tree_sitter SYSTEM PUBLIC ${csr_tree_sitter}/include PRIVATE ${csr_tree_sitter}/src
                                                         ${csr_typescript})
target_compile_definitions(csr_tree_sitter PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE)
target_compile_options(csr_tree_sitter PRIVATE -w)
