#include "model/cloudformation/validation/condition_logic.hpp"

#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/satisfiability.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::uint32_t most_steps = 512;

Truth all_hold(const Template& owner, const std::vector<Guard>& guards, const Assignment& assignment) {
    base::Arena arena;
    Truth truth{Satisfiable::yes};
    for (const Guard& guard : guards) {
        const Value value = condition_value(owner, guard.condition, Evaluation{arena, assignment});
        if (value.is(Kind::boolean)) {
            if (value.as_boolean() != guard.holds) return {Satisfiable::no};
            continue;
        }
        truth.known = Satisfiable::open;
        if (!value.is(Kind::unknown) || truth.next != nullptr) continue;
        for (const Cause& cause : value.as_unknown().causes)
            truth.next = truth.next == nullptr ? cause.variable : truth.next;
    }
    return truth;
}

Satisfiable find(const Template& owner, const std::vector<Guard>& guards) {
    Assignment nothing;
    return satisfiable(
        nothing, [&](const Assignment& assignment) { return all_hold(owner, guards, assignment); }, most_steps);
}

}  // namespace

bool possible(const Template& owner, const std::vector<Guard>& guards) {
    return find(owner, guards) != Satisfiable::no;
}

bool surely_possible(const Template& owner, const std::vector<Guard>& guards) {
    return find(owner, guards) == Satisfiable::yes;
}

}  // namespace csr::model::cloudformation
