#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

Value length(const Call& call, const Scope& scope) {
    const std::optional<Value> items = argument_value(call, scope, &dynamic_list_type);
    const Place place = place_of(call.node);
    if (items && items->is(Kind::unknown)) return items->placed(place);
    if (!items || !items->is(Kind::list)) return malformed(call, scope);
    return Value::integer(static_cast<std::int64_t>(items->as_list().size()), place);
}

}  // namespace csr::model::cloudformation::functions
