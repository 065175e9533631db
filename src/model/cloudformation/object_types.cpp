#include "model/cloudformation/object_types.hpp"

#include "model/object_type.hpp"

namespace csr::model::cloudformation {

namespace {

// Resource and Template refer to each other.
extern const FixedObjectType resource_object;
extern const FixedObjectType template_object;

constexpr Type resource_type{Type::Kind::object, nullptr, &resource_object};
constexpr Type template_type{Type::Kind::object, nullptr, &template_object};
constexpr Type resource_list_type{Type::Kind::list, &resource_type};
constexpr Type string_map_type{Type::Kind::map, &string_type};

constexpr Field resource_fields[] = {
    {"id", &string_type, true},
    {"type", &string_type, true},
    {"properties", &dynamic_map_type, true},
    {"path", &string_type, true},
    {"generated", &boolean_type, true},
    {"stack", &string_type, true},
    {"template", &template_type, true},
    {"deletion_policy", &string_type, false},
    {"update_replace_policy", &string_type, false},
    {"condition", &string_type, false},
    {"depends_on", &string_list_type, true},
    {"metadata", &dynamic_map_type, true},
    {"tags", &string_map_type, true},
};

constexpr Field template_fields[] = {
    {"path", &string_type, true},
    {"stack", &string_type, true},
    {"description", &string_type, false},
    {"transform", &string_list_type, true},
    {"parameters", &dynamic_map_type, true},
    {"outputs", &dynamic_map_type, true},
    {"conditions", &dynamic_map_type, true},
    {"mappings", &dynamic_map_type, true},
    {"metadata", &dynamic_map_type, true},
    {"resources", &resource_list_type, true},
    {"assembly", &boolean_type, true},
    {"region", &string_type, false},
    {"account", &string_type, false},
};

constexpr Field statement_fields[] = {
    {"effect", &string_type, true},
    {"actions", &string_list_type, true},
    {"not_actions", &string_list_type, true},
    {"resources", &string_list_type, true},
    {"not_resources", &string_list_type, true},
    {"principals", &string_list_type, true},
    {"conditions", &dynamic_map_type, true},
};

constinit const FixedObjectType resource_object("Resource", resource_fields);
constinit const FixedObjectType template_object("Template", template_fields);
constinit const FixedObjectType statement_object("Statement", statement_fields);

}  // namespace

const ObjectType& resource_object_type() { return resource_object; }

const ObjectType& template_object_type() { return template_object; }

const ObjectType& statement_object_type() { return statement_object; }

}  // namespace csr::model::cloudformation
