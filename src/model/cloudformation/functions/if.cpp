#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

namespace {

/// Whether a branch is, or may turn out to be, AWS::NoValue.
bool vanishes(const Scope& scope, syntax::NodeRef branch, const Type* type) {
    const std::optional<Value> value = resolve(scope, branch, type);
    return !value || (value->is(Kind::unknown) && value->as_unknown().maybe_absent);
}

}  // namespace

std::optional<Value> if_(const Call& call, const Scope& scope, const Type* type) {
    const auto items = argument_items(call);
    if (!items || items->size() != 3 || !(*items)[0].is_scalar()) return malformed(call, scope);
    const std::string_view name = substitute_bindings(scope.arena(), scope.bindings, (*items)[0].text());
    const Value condition = evaluate_named_condition(scope, name, (*items)[0]);
    if (!condition.is(Kind::boolean)) {
        const Value open = condition.placed(place_of(call.node));
        const bool may_vanish = vanishes(scope, (*items)[1], type) || vanishes(scope, (*items)[2], type);
        return may_vanish ? perhaps_absent(scope, open) : open;
    }
    return resolve(scope, condition.as_boolean() ? (*items)[1] : (*items)[2], type);
}

}  // namespace csr::model::cloudformation::functions
