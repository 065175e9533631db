#include "model/cloudformation/condition.hpp"

#include <algorithm>

#include "model/cloudformation/functions/functions.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/json_writer.hpp"
#include "model/cloudformation/nested_stack.hpp"
#include "model/cloudformation/parameter_limits.hpp"
#include "model/cloudformation/rules_section.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

/// What the comparison or macro at `node` comes to when its parts do not tell.
Value atom_value(const Scope& scope, syntax::NodeRef node, CauseKind kind, std::string_view subject) {
    const Variable* const variable = scope.owner->conditions().atom_variable(node.index());
    if (variable == nullptr) return unknown_at(scope, kind, subject, node);
    if (const std::optional<std::uint32_t> choice = scope.session->assignment().choice(*variable))
        return Value::boolean(*choice == 1, place_of(node));
    return unknown(scope.arena(), Cause{CauseKind::condition, variable->name, place_of(node), variable, true});
}

bool splits(const Value& value) {
    return std::ranges::any_of(value.as_unknown().causes, [](const Cause& cause) { return cause.variable != nullptr; });
}

std::optional<std::string_view> comparable_text(const Scope& scope, const Value& value) {
    if (const auto text = scalar_text(scope.arena(), value)) return text;
    return json_text(scope.arena(), value);
}

Value equals(const Call& call, const Scope& scope) {
    const auto items = functions::argument_items(call);
    if (!items || items->size() != 2) return atom_value(scope, call.node, CauseKind::invalid, call.name);
    const Value left = resolve_present(scope, (*items)[0], &string_type);
    const Value right = resolve_present(scope, (*items)[1], &string_type);
    if (!left.is(Kind::unknown) && !right.is(Kind::unknown)) {
        const auto a = comparable_text(scope, left);
        const auto b = comparable_text(scope, right);
        if (a && b) return Value::boolean(*a == *b, place_of(call.node));
        return atom_value(scope, call.node, CauseKind::condition, call.name);
    }
    if (left.is(Kind::string) && is_other_than(scope, (*items)[1], left.text())) return Value::boolean(false);
    if (right.is(Kind::string) && is_other_than(scope, (*items)[0], right.text())) return Value::boolean(false);
    // A side that no choice settles makes splitting the other one useless.
    if ((left.is(Kind::unknown) && !splits(left)) || (right.is(Kind::unknown) && !splits(right)))
        return atom_value(scope, call.node, CauseKind::condition, call.name);
    const Value sides[] = {left, right};
    return chosen_through(scope, merge_unknown(scope, sides, place_of(call.node)));
}

/// And (`decides` is false) and Or (`decides` is true): one operand with that value settles the whole.
Value combine(const Call& call, const Scope& scope, bool decides) {
    const auto items = functions::argument_items(call);
    if (!items || items->empty()) return atom_value(scope, call.node, CauseKind::invalid, call.name);
    std::vector<Value> open;
    for (const syntax::NodeRef item : *items) {
        const Value value = evaluate_condition(scope, item);
        if (!value.is(Kind::boolean)) {
            open.push_back(value);
        } else if (value.as_boolean() == decides) {
            return Value::boolean(decides, place_of(call.node));
        }
    }
    if (open.empty()) return Value::boolean(!decides, place_of(call.node));
    return merge_unknown(scope, open, place_of(call.node));
}

Value negate(const Call& call, const Scope& scope) {
    const auto items = functions::argument_items(call);
    const bool single = items && items->size() == 1;
    if (items && !single) return atom_value(scope, call.node, CauseKind::invalid, call.name);
    const Value value = evaluate_condition(scope, single ? (*items)[0] : call.argument);
    return value.is(Kind::boolean) ? Value::boolean(!value.as_boolean(), place_of(call.node)) : value;
}

Value literal_condition(const Scope& scope, syntax::NodeRef expression) {
    if (expression.is_scalar()) {
        const std::string_view text = node_text(expression);
        if (text == "true" || text == "false") return Value::boolean(text == "true", place_of(expression));
    }
    return atom_value(scope, expression, CauseKind::invalid, "condition");
}

}  // namespace

bool is_other_than(const Scope& scope, syntax::NodeRef operand, std::string_view text) {
    const Parameter* const parameter = origin_of(scope, sole_reference(operand));
    if (parameter == nullptr) return false;
    if (!may_be_given(*parameter, text)) return true;
    if (!parameter->open || !parameter->splits()) return false;
    const std::optional<std::uint32_t> choice = scope.session->assignment().choice(parameter->variable);
    if (!choice || *choice < parameter->choices.size()) return false;
    return std::ranges::find(parameter->choices, text) != parameter->choices.end();
}

Value evaluate_condition(const Scope& scope, syntax::NodeRef expression) {
    if (scope.depth > EvaluationLimits::depth)
        return unknown_at(scope, CauseKind::limit, "depth of conditions", expression);
    if (!scope.session->step()) return unknown_at(scope, CauseKind::limit, "evaluation steps", expression);
    const std::optional<Call> call = as_condition_call(expression);
    if (!call) return literal_condition(scope, expression);
    const Scope inner = scope.deeper();
    switch (call->function) {
        case Function::equals:
            return equals(*call, inner);
        case Function::and_:
            return combine(*call, inner, false);
        case Function::or_:
            return combine(*call, inner, true);
        case Function::not_:
            if (!call->short_form || call->argument.is_sequence()) return negate(*call, inner);
            break;
        case Function::condition:
            if (call->argument.is_scalar()) {
                const std::string_view name = substitute_bindings(scope.arena(), scope.bindings, call->argument.text());
                return evaluate_named_condition(inner, name, expression);
            }
            break;
        case Function::contains:
        case Function::each_member_equals:
        case Function::each_member_in:
            return evaluate_membership(*call, inner);
        default:
            break;
    }
    return atom_value(scope, expression, CauseKind::unsupported, call->name);
}

Value evaluate_named_condition(const Scope& scope, std::string_view name, syntax::NodeRef use) {
    using State = Session::ConditionMemo::State;
    const ConditionTable& conditions = scope.owner->conditions();
    const Condition* const condition = conditions.find(name);
    if (condition == nullptr) return unknown_at(scope, CauseKind::invalid, name, use);
    Session::ConditionMemo& memo = scope.session->condition(*scope.owner, scope.caller, conditions.index(*condition));
    if (memo.state == State::running) return unknown_at(scope, CauseKind::invalid, name, condition->node);
    if (memo.state == State::done) return memo.value;
    memo.state = State::running;
    Scope inner = scope.deeper();
    inner.bindings = condition->bindings;
    memo.value = evaluate_condition(inner, condition->node);
    memo.state = State::done;
    return memo.value;
}

const Condition* ConditionTable::find(std::string_view name) const {
    const auto found = std::ranges::lower_bound(conditions_, name, {}, &Condition::name);
    return found == conditions_.end() || found->name != name ? nullptr : &*found;
}

const Variable* ConditionTable::atom_variable(std::uint32_t node) const {
    const auto found = std::ranges::lower_bound(atoms_, node, {}, &Atom::node);
    if (found == atoms_.end() || found->node != node) return nullptr;
    const Variable& variable = atoms_[found->same_as].variable;
    return variable.choices > 0 ? &variable : nullptr;
}

}  // namespace csr::model::cloudformation
