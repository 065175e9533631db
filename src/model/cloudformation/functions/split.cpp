#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

Value split(const Call& call, const Scope& scope) {
    const auto items = argument_items(call);
    if (!items || items->size() != 2 || !(*items)[0].is_scalar()) return malformed(call, scope);
    const std::string_view delimiter = node_text((*items)[0]);
    const Value whole = resolve_present(scope, (*items)[1], &string_type);
    const Place place = place_of(call.node);
    if (whole.is(Kind::unknown)) return whole.placed(place);
    if (!whole.is(Kind::string) || delimiter.empty()) return malformed(call, scope);
    std::vector<Value> pieces;
    std::string_view rest = whole.text();
    for (std::size_t at = rest.find(delimiter); at != std::string_view::npos; at = rest.find(delimiter)) {
        pieces.push_back(Value::string(rest.substr(0, at), place));
        rest.remove_prefix(at + delimiter.size());
    }
    pieces.push_back(Value::string(rest, place));
    return make_list(scope.arena(), pieces, place);
}

}  // namespace csr::model::cloudformation::functions
