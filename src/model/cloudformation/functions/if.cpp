#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

std::optional<Value> if_(const Call& call, const Scope& scope, const Type* type) {
    const auto items = argument_items(call);
    if (!items || items->size() != 3 || !(*items)[0].is_scalar()) return malformed(call, scope);
    const std::string_view name = substitute_bindings(scope.arena(), scope.bindings, (*items)[0].text());
    const Value condition = evaluate_named_condition(scope, name, (*items)[0]);
    if (!condition.is(Kind::boolean)) return condition.placed(place_of(call.node));
    return resolve(scope, condition.as_boolean() ? (*items)[1] : (*items)[2], type);
}

}  // namespace csr::model::cloudformation::functions
