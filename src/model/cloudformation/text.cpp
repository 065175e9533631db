#include <fmt/format.h>

#include "model/cloudformation/coercion.hpp"
#include "model/cloudformation/functions/functions.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/physical_name.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

std::string_view node_text(syntax::NodeRef node) {
    const std::string_view text = node.text();
    if (node.kind() != syntax::NodeKind::boolean) return text;
    return text.starts_with('t') || text.starts_with('T') ? "true" : "false";
}

std::optional<std::string_view> scalar_text(base::Arena& arena, const Value& value) {
    switch (value.kind()) {
        case Kind::string:
            return value.text();
        case Kind::boolean:
            return value.as_boolean() ? "true" : "false";
        case Kind::integer:
            return arena.copy(fmt::format("{}", value.as_integer()));
        case Kind::floating:
            return arena.copy(fmt::format("{}", value.as_floating()));
        case Kind::null:
            return "";
        default:
            return std::nullopt;
    }
}

void append_text_parts(const Scope& scope, syntax::NodeRef node, TextParts& parts) {
    if (const std::optional<Call> call = as_call(node); call && scope.depth <= EvaluationLimits::depth) {
        const Scope inner = scope.deeper();
        if (call->function == Function::join && functions::join_parts(*call, inner, parts)) return;
        if (call->function == Function::sub && functions::sub_parts(*call, inner, parts)) return;
        if (call->function == Function::ref && call->argument.is_scalar())
            return append_reference_parts(inner, call->argument.text(), call->node, parts);
    }
    if (const std::optional<Value> value = resolve(scope, node, &string_type)) parts.push_back(*value);
}

void append_reference_parts(const Scope& scope, std::string_view written, syntax::NodeRef use, TextParts& parts) {
    const std::string_view name = substitute_bindings(scope.arena(), scope.bindings, written);
    const std::optional<Value> value = reference_value(scope, name, &string_type, use);
    if (!value) return;
    const Resource* const resource = scope.owner->resource(name);
    if (!value->is(Kind::unknown) || resource == nullptr) return parts.push_back(*value);
    // A name that is partly known is more than the causes of what is not.
    const TextParts pieces = physical_name_parts(scope, *resource);
    if (pieces.size() < 2) return parts.push_back(*value);
    for (const Value& piece : pieces) parts.push_back(piece.placed(place_of(use)));
}

Value concatenate(const Scope& scope, const TextParts& parts, Place place) {
    std::string text;
    bool open = false;
    for (const Value& part : parts) {
        if (part.is(Kind::unknown)) {
            open = true;
            continue;
        }
        const std::optional<std::string_view> piece = scalar_text(scope.arena(), part);
        if (!piece) return unknown(scope.arena(), Cause{CauseKind::invalid, "a list or map inside a text", place});
        if (text.size() + piece->size() > EvaluationLimits::text)
            return unknown(scope.arena(), Cause{CauseKind::limit, "size of a text", place});
        text += *piece;
    }
    // CDK writes a dynamic reference as a join with the secret's reference in its middle.
    if (text.find("{{resolve:") != std::string::npos)
        return unknown(scope.arena(), Cause{CauseKind::dynamic_reference, scope.arena().copy(text), place});
    if (open) return merge_unknown(scope, parts, place);
    return Value::string(scope.arena().copy(text), place);
}

}  // namespace csr::model::cloudformation
