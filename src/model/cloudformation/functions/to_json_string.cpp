#include "model/cloudformation/functions/functions.hpp"
#include "model/cloudformation/json_writer.hpp"

namespace csr::model::cloudformation::functions {

Value to_json_string(const Call& call, const Scope& scope) {
    const std::optional<Value> value = argument_value(call, scope, nullptr);
    const Place place = place_of(call.node);
    if (value && value->is(Kind::unknown)) return value->placed(place);
    if (!value) return malformed(call, scope);
    const std::optional<std::string_view> text = json_text(scope.arena(), *value);
    return text ? Value::string(*text, place) : unknown_at(scope, CauseKind::outside, call.name, call.node);
}

}  // namespace csr::model::cloudformation::functions
