#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

std::optional<Value> argument_value(const Call& call, const Scope& scope, const Type* type) {
    if (!call.short_form) return resolve(scope, call.argument, type);
    if (as_untagged_call(call.argument)) return malformed(call, scope);
    return resolve_literal(scope, call.argument, type);
}

Value malformed(const Call& call, const Scope& scope) {
    return unknown_at(scope, CauseKind::invalid, call.name, call.node);
}

std::optional<std::vector<syntax::NodeRef>> argument_items(const Call& call) {
    if (!call.argument.is_sequence()) return std::nullopt;
    std::vector<syntax::NodeRef> items;
    for (const syntax::NodeRef item : call.argument.items()) items.push_back(item);
    return items;
}

}  // namespace csr::model::cloudformation::functions
