# Sources made at build time: CloudFormation's resource schema, GitHub's workflow schema and expression contexts, widely
# used actions and the embedded rule packs. They are compiled without the project's warnings because no person writes them.
set(csr_generated ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${csr_generated})

add_custom_command(
    OUTPUT ${csr_generated}/resource_schema.cpp
    COMMAND ${CSR_NODE} ${CMAKE_SOURCE_DIR}/cmake/generate_resource_schema.mjs ${CSR_NPM_DIR}
            ${csr_generated}/resource_schema.cpp
    DEPENDS ${CMAKE_SOURCE_DIR}/cmake/generate_resource_schema.mjs ${CMAKE_SOURCE_DIR}/cmake/npm/package-lock.json
    COMMENT "Generating CloudFormation's resource schema"
    VERBATIM)

add_custom_command(
    OUTPUT ${csr_generated}/workflow_schema.cpp
    COMMAND ${CSR_NODE} ${CMAKE_SOURCE_DIR}/cmake/generate_workflow_schema.mjs ${CSR_NPM_DIR}
            ${csr_generated}/workflow_schema.cpp
    DEPENDS ${CMAKE_SOURCE_DIR}/cmake/generate_workflow_schema.mjs ${CMAKE_SOURCE_DIR}/cmake/npm/package-lock.json
    COMMENT "Generating GitHub's workflow schema"
    VERBATIM)

add_custom_command(
    OUTPUT ${csr_generated}/popular_action_table.cpp
    COMMAND ${CSR_NODE} ${CMAKE_SOURCE_DIR}/cmake/generate_actions.mjs ${CMAKE_SOURCE_DIR}/data/actions.json
            ${csr_generated}/popular_action_table.cpp
    DEPENDS ${CMAKE_SOURCE_DIR}/cmake/generate_actions.mjs ${CMAKE_SOURCE_DIR}/data/actions.json
    COMMENT "Generating what is known of widely used actions"
    VERBATIM)

add_custom_command(
    OUTPUT ${csr_generated}/expression_contexts.cpp
    COMMAND ${CSR_NODE} ${CMAKE_SOURCE_DIR}/cmake/generate_expression_contexts.mjs ${CSR_NPM_DIR}
            ${csr_generated}/expression_contexts.cpp
    DEPENDS ${CMAKE_SOURCE_DIR}/cmake/generate_expression_contexts.mjs ${CMAKE_SOURCE_DIR}/cmake/npm/package-lock.json
    COMMENT "Generating which contexts expressions may use"
    VERBATIM)

file(GLOB_RECURSE csr_pack_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/rules/*.yaml)
add_custom_command(
    OUTPUT ${csr_generated}/embedded_packs.cpp
    COMMAND ${CSR_NODE} ${CMAKE_SOURCE_DIR}/cmake/embed_packs.mjs ${CMAKE_SOURCE_DIR}/rules
            ${csr_generated}/embedded_packs.cpp
    DEPENDS ${CMAKE_SOURCE_DIR}/cmake/embed_packs.mjs ${csr_pack_files}
    COMMENT "Embedding the rule packs"
    VERBATIM)

add_library(csr_generated OBJECT ${csr_generated}/resource_schema.cpp ${csr_generated}/workflow_schema.cpp
            ${csr_generated}/expression_contexts.cpp ${csr_generated}/popular_action_table.cpp
            ${csr_generated}/embedded_packs.cpp)
target_include_directories(csr_generated PRIVATE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(csr_generated PRIVATE -w)
