#include "model/cloudformation/coercion.hpp"
#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

namespace {

std::optional<Value> item_of(const Value& items, std::int64_t index, const Call& call, const Scope& scope) {
    if (items.is(Kind::unknown)) return items.placed(place_of(call.node));
    if (!items.is(Kind::list) || static_cast<std::uint64_t>(index) >= items.as_list().size())
        return malformed(call, scope);
    return items.as_list().at(static_cast<std::size_t>(index));
}

}  // namespace

std::optional<Value> select(const Call& call, const Scope& scope, const Type* type) {
    const auto items = argument_items(call);
    if (!items || items->size() != 2) return malformed(call, scope);
    const Value index = resolve_present(scope, (*items)[0], &integer_type);
    if (index.is(Kind::unknown)) return chosen_through(scope, index).placed(place_of(call.node));
    if (!index.is(Kind::integer) || index.as_integer() < 0) return malformed(call, scope);
    const Type list{Type::Kind::list, type};
    const std::optional<Value> chosen =
        item_of(resolve_present(scope, (*items)[1], &list), index.as_integer(), call, scope);
    return chosen;
}

}  // namespace csr::model::cloudformation::functions
