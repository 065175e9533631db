#include <algorithm>

#include "model/cloudformation/coercion.hpp"
#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/containers.hpp"
#include "model/cloudformation/functions/functions.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

std::optional<Value> call_value(const Call& call, const Scope& scope, const Type* type) {
    switch (call.function) {
        case Function::ref:
            return functions::ref(call, scope, type);
        case Function::get_att:
            return functions::get_att(call, scope, type);
        case Function::sub:
            return functions::sub(call, scope);
        case Function::join:
            return functions::join(call, scope);
        case Function::select:
            return functions::select(call, scope, type);
        case Function::split:
            return functions::split(call, scope);
        case Function::if_:
            return functions::if_(call, scope, type);
        case Function::find_in_map:
            return functions::find_in_map(call, scope, type);
        case Function::base64:
            return functions::base64(call, scope);
        case Function::import_value:
            return functions::import_value(call, scope, type);
        case Function::get_stack_output:
            return functions::get_stack_output(call, scope, type);
        case Function::cidr:
            return functions::cidr(call, scope);
        case Function::get_azs:
            return functions::get_azs(call, scope);
        case Function::length:
            return functions::length(call, scope);
        case Function::to_json_string:
            return functions::to_json_string(call, scope);
        case Function::and_:
        case Function::or_:
        case Function::not_:
        case Function::equals:
        case Function::condition:
            return evaluate_condition(scope, call.node).placed(place_of(call.node));
        case Function::transform: {
            const std::string_view name = macro_name(call.argument);
            return unknown_at(scope, CauseKind::transform, name.empty() ? call.name : name, call.node);
        }
        case Function::contains:
        case Function::each_member_equals:
        case Function::each_member_in:
        case Function::ref_all:
        case Function::value_of:
        case Function::value_of_all:
            return unknown_at(scope, CauseKind::invalid, call.name, call.node);  // only Rules may have them
        case Function::unsupported:
            return unknown_at(scope, CauseKind::unsupported, call.name, call.node);
    }
    return std::nullopt;
}

/// YAML 1.1's other words for a boolean, which CloudFormation's own reader takes for one.
std::optional<bool> yaml_boolean(syntax::NodeRef node) {
    if (node.style() != syntax::Style::plain) return std::nullopt;
    const std::string_view text = node.text();
    for (const char* const word : {"yes", "Yes", "YES", "on", "On", "ON"}) {
        if (text == word) return true;
    }
    for (const char* const word : {"no", "No", "NO", "off", "Off", "OFF"}) {
        if (text == word) return false;
    }
    return std::nullopt;
}

Value resolve_text(const Scope& scope, syntax::NodeRef node, const Type* type) {
    const std::string_view text = substitute_bindings(scope.arena(), scope.bindings, node.text());
    if (!scope.raw && text.find("{{resolve:") != std::string_view::npos)
        return unknown_at(scope, CauseKind::dynamic_reference, text, node);
    if (type != nullptr && type->kind == Type::Kind::boolean) {
        if (const std::optional<bool> read = yaml_boolean(node)) return Value::boolean(*read, place_of(node));
    }
    return coerce(scope.arena(), Value::string(text, place_of(node)), type);
}

Value resolve_scalar(const Scope& scope, syntax::NodeRef node, const Type* type) {
    if (node.is_string()) return resolve_text(scope, node, type);
    const Type* item = type != nullptr && type->kind == Type::Kind::list ? type->element : type;
    Value value = scalar_as_written(node);
    if (item != nullptr && item->kind == Type::Kind::string && !node.is_null())
        value = Value::string(node_text(node), place_of(node));
    return coerce(scope.arena(), value, type);
}

}  // namespace

std::optional<Value> resolve(const Scope& scope, syntax::NodeRef node, const Type* type) {
    if (scope.depth > EvaluationLimits::depth) return unknown_at(scope, CauseKind::limit, "depth of nesting", node);
    if (!scope.session->step()) return unknown_at(scope, CauseKind::limit, "evaluation steps", node);
    if (!scope.raw) {
        if (const std::optional<Call> call = as_call(node)) {
            const std::optional<Value> value = call_value(*call, scope.deeper(), type);
            return value ? std::optional(coerce(scope.arena(), *value, type)) : std::nullopt;
        }
    }
    return resolve_literal(scope, node, type);
}

Value resolve_present(const Scope& scope, syntax::NodeRef node, const Type* type) {
    const std::optional<Value> value = resolve(scope, node, type);
    return value ? *value : unknown_at(scope, CauseKind::invalid, "AWS::NoValue", node);
}

Value resolve_literal(const Scope& scope, syntax::NodeRef node, const Type* type) {
    if (node.is_scalar()) return resolve_scalar(scope, node, type);
    const Scope inner = scope.deeper();
    const Value made = node.is_sequence() ? make_node_list(inner, node, type) : make_node_map(inner, node, type);
    return coerce(scope.arena(), made, type);
}

}  // namespace csr::model::cloudformation
