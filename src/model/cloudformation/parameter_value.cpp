#include "model/cloudformation/parameter_value.hpp"

#include <algorithm>

#include "model/cloudformation/coercion.hpp"
#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/nested_stack.hpp"
#include "model/cloudformation/physical_name.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

Value number_value(std::string_view text, Place place) {
    if (const std::optional<std::int64_t> read = parse_integer(text)) return Value::integer(*read, place);
    if (const std::optional<double> read = parse_number(text)) return Value::floating(*read, place);
    return Value::string(text, place);
}

Value list_value(base::Arena& arena, std::string_view text, const Type* element, Place place) {
    std::vector<Value> items;
    while (true) {
        const std::size_t comma = text.find(',');
        items.push_back(coerce(arena, Value::string(trimmed(text.substr(0, comma)), place), element));
        if (comma == std::string_view::npos) break;
        text.remove_prefix(comma + 1);
    }
    return make_list(arena, items, place);
}

}  // namespace

Value typed_value(base::Arena& arena, const Parameter& parameter, std::string_view text, const Type* type,
                  Place place) {
    if (text.find("{{resolve:") != std::string_view::npos)
        return unknown(arena, Cause{CauseKind::dynamic_reference, text, place});
    switch (parameter.shape) {
        case ParameterShape::list:
        case ParameterShape::number_list: {
            const bool wants_list = type != nullptr && type->kind == Type::Kind::list;
            const Type* const own = parameter.shape == ParameterShape::number_list ? &floating_type : nullptr;
            return list_value(arena, text, wants_list && type->element != nullptr ? type->element : own, place);
        }
        case ParameterShape::number: {
            if (type != nullptr && type->kind == Type::Kind::string) return Value::string(text, place);
            return coerce(arena, number_value(text, place), type);
        }
        default:
            return coerce(arena, Value::string(text, place), type);
    }
}

namespace {

CauseKind cause_kind(const Parameter& parameter) {
    if (parameter.pseudo) return CauseKind::pseudo_parameter;
    if (parameter.shape == ParameterShape::stored) return CauseKind::stored_parameter;
    return parameter.default_value ? CauseKind::parameter_default : CauseKind::parameter;
}

Value open_value(const Scope& scope, const Parameter& parameter, const Variable* variable, Place use) {
    const Place place = parameter.node ? place_of(parameter.node) : use;
    return unknown(scope.arena(), Cause{cause_kind(parameter), parameter.name, place, variable, false}, use);
}

Value value_of_parameter(const Scope& scope, const Parameter& parameter, const Type* type, Place use) {
    if (const std::optional<Value> passed = passed_value(scope, parameter, type, use)) return *passed;
    if (parameter.shape == ParameterShape::stored) return open_value(scope, parameter, nullptr, use);
    if (parameter.known) return typed_value(scope.arena(), parameter, *parameter.known, type, use);
    if (!parameter.by_set.empty()) {
        const Variable& sets = scope.owner->deployment_choice();
        const std::optional<std::uint32_t> set = scope.session->assignment().choice(sets);
        if (!set)  // every one of them is really deployed
            return unknown(scope.arena(),
                           Cause{CauseKind::parameter, parameter.name, place_of(parameter.node), &sets, true}, use);
        if (parameter.by_set[*set]) return typed_value(scope.arena(), parameter, *parameter.by_set[*set], type, use);
    }
    if (!parameter.splits()) return open_value(scope, parameter, nullptr, use);
    const std::optional<std::uint32_t> choice = scope.session->assignment().choice(parameter.variable);
    if (!choice) return open_value(scope, parameter, &parameter.variable, use);
    if (*choice >= parameter.choices.size()) return open_value(scope, parameter, nullptr, use);
    return typed_value(scope.arena(), parameter, parameter.choices[*choice], type, use);
}

}  // namespace

std::optional<Value> parameter_value(const Scope& scope, std::string_view name, const Type* type, syntax::NodeRef use,
                                     bool& found) {
    found = true;
    if (name == "AWS::NoValue") return std::nullopt;
    if (const Parameter* const parameter = scope.owner->parameters().find(name))
        return value_of_parameter(scope, *parameter, type, place_of(use));
    if (name.starts_with("AWS::")) return unknown_at(scope, CauseKind::pseudo_parameter, name, use);
    found = false;
    return std::nullopt;
}

std::optional<Value> reference_value(const Scope& scope, std::string_view name, const Type* type, syntax::NodeRef use) {
    for (const Binding* binding = scope.bindings; binding != nullptr; binding = binding->outer) {
        if (binding->name == name) return coerce(scope.arena(), Value::string(binding->text, place_of(use)), type);
    }
    bool found = false;
    const std::optional<Value> value = parameter_value(scope, name, type, use, found);
    if (found) return value;
    const Resource* const resource = scope.owner->resource(name);
    if (resource == nullptr) return unknown_at(scope, CauseKind::invalid, name, use);
    if (const std::optional<Value> given = physical_name(scope, *resource)) return given->placed(place_of(use));
    return unknown_at(scope, CauseKind::attribute, name, use);
}

}  // namespace csr::model::cloudformation
