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

constexpr Field rule_fields[] = {
    {"protocol", &string_type, true},    {"from_port", &integer_type, false}, {"to_port", &integer_type, false},
    {"ranges", &string_list_type, true}, {"peers", &dynamic_list_type, true}, {"written", &resource_type, true},
};

constexpr Field metric_fields[] = {
    {"namespace", &string_type, true},
    {"name", &string_type, true},
    {"statistic", &string_type, true},
    {"dimensions", &dynamic_map_type, true},
};

constexpr Field subscription_fields[] = {
    {"protocol", &string_type, true},
    {"endpoint", &dynamic_type, true},
    {"written", &resource_type, true},
};

constexpr Field origin_fields[] = {
    {"id", &string_type, true},        {"domain", &dynamic_type, true},         {"access", &string_type, true},
    {"admitted", &boolean_type, true}, {"policies", &resource_list_type, true}, {"bucket", &resource_type, false},
};

constinit const FixedObjectType resource_object("Resource", resource_fields);
constinit const FixedObjectType template_object("Template", template_fields);
constinit const FixedObjectType statement_object("Statement", statement_fields);
constinit const FixedObjectType rule_object("SecurityRule", rule_fields);
constinit const FixedObjectType metric_object("Metric", metric_fields);
constinit const FixedObjectType subscription_object("Subscription", subscription_fields);
constinit const FixedObjectType origin_object("Origin", origin_fields);

}  // namespace

const ObjectType& resource_object_type() { return resource_object; }

const ObjectType& template_object_type() { return template_object; }

const ObjectType& statement_object_type() { return statement_object; }

const ObjectType& security_rule_object_type() { return rule_object; }

const ObjectType& metric_object_type() { return metric_object; }

const ObjectType& subscription_object_type() { return subscription_object; }

const ObjectType& origin_object_type() { return origin_object; }

}  // namespace csr::model::cloudformation
