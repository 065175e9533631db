#include "model/cloudformation/functions/functions.hpp"
#include "model/cloudformation/nested_stack.hpp"
#include "model/cloudformation/sub_text.hpp"

namespace csr::model::cloudformation::functions {

namespace {

struct Written {
    syntax::NodeRef text;
    syntax::NodeRef names;  ///< the map of the list form; invalid without one
};

std::optional<Written> written(const Call& call) {
    if (call.argument.is_scalar()) return Written{call.argument, {}};
    const auto items = argument_items(call);
    if (!items || items->empty() || items->size() > 2 || !(*items)[0].is_scalar()) return std::nullopt;
    if (items->size() == 2 && !(*items)[1].is_mapping()) return std::nullopt;
    return Written{(*items)[0], items->size() == 2 ? (*items)[1] : syntax::NodeRef()};
}

void append_named(std::string_view name, const Written& sub, const Call& call, const Scope& scope, TextParts& parts) {
    if (sub.names) {
        if (const syntax::NodeRef own = sub.names.find(name)) return append_text_parts(scope, own, parts);
    }
    const std::size_t dot = name.find('.');
    if (dot != std::string_view::npos) {
        const Resource* const resource = scope.owner->resource(name.substr(0, dot));
        const Output* const output = resource ? output_of_nested(*resource, name.substr(dot + 1)) : nullptr;
        if (output != nullptr) {
            const auto value = nested_output_value(scope, *resource, *output, &string_type, call.node);
            if (value) parts.push_back(*value);
            return;
        }
        const CauseKind kind = resource ? CauseKind::attribute : CauseKind::invalid;
        return parts.push_back(unknown_at(scope, kind, name, call.node));
    }
    append_reference_parts(scope, name, call.node, parts);
}

}  // namespace

bool sub_parts(const Call& call, const Scope& scope, TextParts& parts) {
    const std::optional<Written> sub = written(call);
    if (!sub) return false;
    const Place place = place_of(call.node);
    SubReader reader(substitute_bindings(scope.arena(), scope.bindings, node_text(sub->text)));
    while (const std::optional<SubReader::Piece> piece = reader.next()) {
        if (!scope.session->step()) {
            parts.push_back(unknown_at(scope, CauseKind::limit, "evaluation steps", call.node));
            return true;
        }
        if (piece->name) {
            append_named(piece->text, *sub, call, scope, parts);
        } else {
            parts.push_back(Value::string(piece->text, place));
        }
    }
    return true;
}

Value sub(const Call& call, const Scope& scope) {
    TextParts parts;
    if (!sub_parts(call, scope, parts)) return malformed(call, scope);
    return concatenate(scope, parts, place_of(call.node));
}

}  // namespace csr::model::cloudformation::functions
