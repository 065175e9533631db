#include "model/cloudformation/rules_section.hpp"

#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/functions/functions.hpp"
#include "model/cloudformation/mapping_pairs.hpp"
#include "model/cloudformation/satisfiability.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::uint32_t most_steps = 128;

/// One item of the list that members are looked for in, with the parameter that it is, if it is one.
struct Member {
    Value value;
    syntax::NodeRef node;
};

std::optional<std::vector<Member>> members_of(const Scope& scope, syntax::NodeRef list, Value& open) {
    std::vector<Member> members;
    if (list.is_sequence() && !as_call(list)) {
        for (const syntax::NodeRef item : list.items())
            members.push_back({resolve_present(scope, item, &string_type), item});
        return members;
    }
    const Value value = resolve_present(scope, list, &string_list_type);
    if (!value.is(Kind::list)) {
        open = value;
        return std::nullopt;
    }
    for (std::size_t i = 0; i < value.as_list().size(); ++i) members.push_back({value.as_list().at(i), list});
    return members;
}

/// Whether two members are the same; nothing when that is open.
std::optional<bool> same(const Scope& scope, const Member& left, const Member& right) {
    const auto a = scalar_text(scope.arena(), left.value);
    const auto b = scalar_text(scope.arena(), right.value);
    if (a && b) return *a == *b;
    if (a && is_other_than(scope, right.node, *a)) return false;
    if (b && is_other_than(scope, left.node, *b)) return false;
    return std::nullopt;
}

/// Whether `sought` is one of `members`.
Value is_among(const Scope& scope, const Member& sought, const std::vector<Member>& members, Place place) {
    std::vector<Value> open;
    for (const Member& member : members) {
        const std::optional<bool> equal = same(scope, sought, member);
        if (equal && *equal) return Value::boolean(true, place);
        if (!equal) open.insert(open.end(), {sought.value, member.value});
    }
    return open.empty() ? Value::boolean(false, place) : merge_unknown(scope, open, place);
}

}  // namespace

Value evaluate_membership(const Call& call, const Scope& scope) {
    const auto items = functions::argument_items(call);
    if (!items || items->size() != 2) return functions::malformed(call, scope);
    const Place place = place_of(call.node);
    const bool contains = call.function == Function::contains;
    Value open;
    const auto whole = members_of(scope, (*items)[contains ? 0 : 1], open);
    std::optional<std::vector<Member>> sought;
    if (contains)
        sought = {{resolve_present(scope, (*items)[1], &string_type), (*items)[1]}};
    else
        sought = members_of(scope, (*items)[0], open);
    // The second argument of Fn::EachMemberEquals is a text, of Fn::EachMemberIn a list.
    if (!whole && open.is(Kind::string)) {
        const std::vector<Member> single{{open, (*items)[1]}};
        return sought ? is_among(scope, sought->front(), single, place) : functions::malformed(call, scope);
    }
    if (!whole || !sought) return open.is(Kind::unknown) ? open.placed(place) : functions::malformed(call, scope);
    Value result = Value::boolean(true, place);
    for (const Member& member : *sought) {
        const Value found = is_among(scope, member, *whole, place);
        if (found.is(Kind::boolean) && !found.as_boolean()) return found;
        if (!found.is(Kind::boolean)) result = found;
    }
    return result;
}

Value evaluate_rule(const Scope& scope, syntax::NodeRef rule) {
    const Place place = place_of(rule);
    Value result = Value::boolean(true, place);
    if (const syntax::NodeRef condition = member(rule, "RuleCondition")) {
        const Value applies = evaluate_condition(scope, condition);
        if (applies.is(Kind::boolean) && !applies.as_boolean()) return result;
        if (!applies.is(Kind::boolean)) result = applies;
    }
    const syntax::NodeRef assertions = member(rule, "Assertions");
    if (!assertions) return Value::boolean(true, place);
    const bool certain = result.is(Kind::boolean);
    bool all = true;
    for (const syntax::NodeRef item : assertions.items()) {
        const syntax::NodeRef assertion = item.find("Assert");
        if (!assertion) continue;
        const Value holds = evaluate_condition(scope, assertion);
        if (holds.is(Kind::boolean)) {
            if (!holds.as_boolean() && certain) return holds;
            all = all && holds.as_boolean();
        } else {
            all = false;
            if (certain) result = holds;
        }
    }
    return all ? Value::boolean(true, place) : result;
}

bool deployable(const Template& owner, const Assignment& assignment) {
    if (owner.rules().empty()) return true;
    Assignment chosen = assignment;
    const auto rules_hold = [&](const Assignment& choices) {
        base::Arena arena;
        Truth truth{Satisfiable::yes};
        const Scope scope = open_scope(owner, Evaluation{arena, choices});
        for (const syntax::NodeRef rule : owner.rules()) {
            const Value holds = evaluate_rule(scope, rule);
            if (holds.is(Kind::boolean)) {
                if (!holds.as_boolean()) return Truth{Satisfiable::no};
                continue;
            }
            truth.known = Satisfiable::open;
            if (!holds.is(Kind::unknown)) continue;
            for (const Cause& cause : holds.as_unknown().causes) {
                const bool free = cause.variable != nullptr && !choices.choice(*cause.variable);
                if (truth.next == nullptr && free) truth.next = cause.variable;
            }
        }
        return truth;
    };
    return satisfiable(chosen, rules_hold, most_steps) != Satisfiable::no;
}

}  // namespace csr::model::cloudformation
