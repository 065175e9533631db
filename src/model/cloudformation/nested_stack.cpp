#include "model/cloudformation/nested_stack.hpp"

#include <algorithm>
#include <string>

#include "model/cloudformation/coercion.hpp"
#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/deployment.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/mapping_pairs.hpp"
#include "model/cloudformation/parameter_value.hpp"

namespace csr::model::cloudformation {

namespace {

/// The caller that is meant; null while several are possible.
const Resource* chosen_caller(const Scope& scope) {
    const std::vector<const Resource*>& callers = scope.owner->callers();
    if (scope.caller != nullptr) return scope.caller;
    const Variable* const variable = scope.owner->caller_variable();
    if (variable == nullptr) return callers.front();
    const std::optional<std::uint32_t> choice = scope.session->assignment().choice(*variable);
    return choice && *choice < callers.size() ? callers[*choice] : nullptr;
}

/// Every one of several callers deploys the template somewhere, like the branches of a condition.
Value any_caller(const Scope& scope, std::string_view subject, Place use) {
    return unknown(scope.arena(), Cause{CauseKind::parameter, subject, use, scope.owner->caller_variable(), true}, use);
}

Scope around(const Scope& scope, const Resource& caller) {
    return Scope{scope.session, caller.owner, caller.bindings, scope.depth + 1, false, nullptr};
}

bool hangs_on_a_choice(const Value& value) {
    return std::ranges::any_of(value.as_unknown().causes, [](const Cause& cause) { return cause.variable != nullptr; });
}

/// A list that is passed becomes one text, which the parameter of the nested stack takes apart again.
Value list_for(const Scope& scope, const Parameter& parameter, const List& list, const Type* type, Place use) {
    std::vector<Value> items;
    std::string joined;
    const Type* const element = type != nullptr && type->kind == Type::Kind::list ? type->element : &string_type;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Value item = list.at(i);
        const std::optional<std::string_view> text = scalar_text(scope.arena(), item);
        items.push_back(text ? coerce(scope.arena(), Value::string(*text, use), element) : item);
        if (text) joined.append(joined.empty() ? "" : ",").append(*text);
    }
    const bool wants_list = parameter.shape == ParameterShape::list || parameter.shape == ParameterShape::number_list;
    if (wants_list) return make_list(scope.arena(), items, use);
    const auto is_open = [](const Value& item) { return item.is(Kind::unknown); };
    if (std::ranges::any_of(items, is_open)) return merge_unknown(scope, items, use);
    return typed_value(scope.arena(), parameter, scope.arena().copy(joined), type, use);
}

std::optional<Value> default_of(const Scope& scope, const Parameter& parameter, const Type* type, Place use) {
    if (!parameter.default_value || parameter.shape == ParameterShape::stored) return std::nullopt;
    return typed_value(scope.arena(), parameter, node_text(parameter.default_value), type, use);
}

}  // namespace

const Template* nested_template(const Resource& resource) {
    if (!makes_nested_stack(resource.type)) return nullptr;
    const Deployment* const deployment = resource.owner->deployment();
    return deployment == nullptr ? nullptr : deployment->nested(resource);
}

const Output* output_of_nested(const Resource& resource, std::string_view attribute) {
    constexpr std::string_view prefix = "Outputs.";
    if (!attribute.starts_with(prefix)) return nullptr;
    const Template* const nested = nested_template(resource);
    const Output* const output = nested == nullptr ? nullptr : nested->output(attribute.substr(prefix.size()));
    return output != nullptr && output->value ? output : nullptr;
}

std::optional<Value> nested_output_value(const Scope& scope, const Resource& resource, const Output& output,
                                         const Type* type, syntax::NodeRef use) {
    const Scope inside{scope.session, nested_template(resource), output.bindings, scope.depth + 1, false, &resource};
    const std::optional<Value> value = resolve(inside, output.value, type);
    return value ? std::optional(value->placed(place_of(use))) : std::nullopt;
}

syntax::NodeRef passed_node(const Resource& caller, std::string_view parameter) {
    const syntax::NodeRef given = caller.properties ? caller.properties.find("Parameters") : syntax::NodeRef();
    return given ? given.find(parameter) : syntax::NodeRef();
}

std::optional<Value> passed_value(const Scope& scope, const Parameter& parameter, const Type* type, Place use) {
    if (parameter.pseudo || scope.owner->callers().empty()) return std::nullopt;
    const Resource* const caller = chosen_caller(scope);
    if (caller == nullptr) return any_caller(scope, parameter.name, use);
    const syntax::NodeRef given = caller->properties ? caller->properties.find("Parameters") : syntax::NodeRef();
    if (given && (!given.is_mapping() || as_call(given))) return std::nullopt;
    const syntax::NodeRef node = passed_node(*caller, parameter.name);
    if (!node) return default_of(scope, parameter, type, use);
    const Scope outer = around(scope, *caller);
    const std::optional<Value> value = resolve(outer, node, node.is_sequence() ? &string_list_type : &string_type);
    if (!value) return default_of(scope, parameter, type, use);
    if (parameter.shape == ParameterShape::stored) return std::nullopt;
    if (value->is(Kind::list)) return list_for(scope, parameter, value->as_list(), type, use);
    if (const auto text = scalar_text(scope.arena(), *value))
        return typed_value(scope.arena(), parameter, *text, type, use);
    if (!value->is(Kind::unknown)) return unknown_at(scope, CauseKind::invalid, parameter.name, node).placed(use);
    const Parameter* const origin = origin_of(outer, ref_target(node));
    const bool settled_around = hangs_on_a_choice(*value) || (origin != nullptr && origin->splits());
    // What only the deployment knows can still be told apart by what the nested stack compares it with.
    return settled_around || !parameter.splits() ? std::optional(value->placed(use)) : std::nullopt;
}

const Parameter* origin_of(const Scope& scope, std::string_view name) {
    const Parameter* const parameter = name.empty() ? nullptr : scope.owner->parameters().find(name);
    if (parameter == nullptr || parameter->pseudo || scope.owner->callers().empty()) return parameter;
    const Resource* const caller = scope.depth > EvaluationLimits::depth ? nullptr : chosen_caller(scope);
    const syntax::NodeRef node = caller == nullptr ? syntax::NodeRef() : passed_node(*caller, name);
    if (!node || ref_target(node).empty()) return parameter;
    const Parameter* const outer = origin_of(around(scope, *caller), ref_target(node));
    return outer != nullptr && outer->splits() ? outer : parameter;
}

bool hangs_on_condition(const Resource& resource) {
    return !resource.condition.empty() || resource.owner->stack_conditional();
}

Value existence(const Scope& scope, const Resource& resource) {
    const Place place = place_of(resource.key);
    Value own = Value::boolean(true);
    if (!resource.condition.empty())
        own = evaluate_named_condition(scope, resource.condition, member(resource.node, "Condition"));
    const bool ruled_out = own.is(Kind::boolean) && !own.as_boolean();
    if (ruled_out || !scope.owner->stack_conditional()) return own;
    if (scope.depth > EvaluationLimits::depth)
        return unknown_at(scope, CauseKind::limit, "depth of nesting", resource.key);
    const Resource* const caller = chosen_caller(scope);
    if (caller == nullptr) return any_caller(scope, resource.id, place);
    const Value stack = existence(around(scope, *caller), *caller);
    if (own.is(Kind::boolean) || (stack.is(Kind::boolean) && !stack.as_boolean())) return stack;
    if (stack.is(Kind::boolean)) return own;
    const Value both[] = {own, stack};
    return merge_unknown(scope, both, place);
}

}  // namespace csr::model::cloudformation
