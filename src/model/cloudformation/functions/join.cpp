#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

namespace {

/// The items of a list that is itself computed (a list parameter, a Split).
void append_computed(const Value& items, std::string_view delimiter, TextParts& parts) {
    if (!items.is(Kind::list)) {
        parts.push_back(items);
        return;
    }
    const List& list = items.as_list();
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) parts.push_back(Value::string(delimiter, items.place()));
        parts.push_back(list.at(i));
    }
}

}  // namespace

bool join_parts(const Call& call, const Scope& scope, TextParts& parts) {
    const auto items = argument_items(call);
    if (!items || items->size() != 2 || !(*items)[0].is_scalar()) return false;
    const std::string_view delimiter = node_text((*items)[0]);
    const syntax::NodeRef list = (*items)[1];
    if (!list.is_sequence() || as_call(list)) {
        append_computed(resolve_present(scope, list, &dynamic_list_type), delimiter, parts);
        return true;
    }
    bool first = true;
    for (const syntax::NodeRef item : list.items()) {
        TextParts pieces;
        append_text_parts(scope, item, pieces);
        if (pieces.empty()) continue;  // AWS::NoValue
        if (!first && !delimiter.empty()) parts.push_back(Value::string(delimiter, place_of((*items)[0])));
        first = false;
        if (pieces.size() == 1 && pieces[0].is(Kind::list)) {
            append_computed(pieces[0], delimiter, parts);
        } else {
            parts.insert(parts.end(), pieces.begin(), pieces.end());
        }
    }
    return true;
}

Value join(const Call& call, const Scope& scope) {
    TextParts parts;
    if (!join_parts(call, scope, parts)) return malformed(call, scope);
    return concatenate(scope, parts, place_of(call.node));
}

}  // namespace csr::model::cloudformation::functions
