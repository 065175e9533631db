#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

std::optional<Value> ref(const Call& call, const Scope& scope, const Type* type) {
    if (!call.argument.is_scalar()) return malformed(call, scope);
    const std::string_view name = substitute_bindings(scope.arena(), scope.bindings, call.argument.text());
    return reference_value(scope, name, type, call.node);
}

}  // namespace csr::model::cloudformation::functions
