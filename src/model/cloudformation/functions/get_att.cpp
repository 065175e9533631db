#include <string>

#include "model/cloudformation/functions/functions.hpp"
#include "model/cloudformation/nested_stack.hpp"

namespace csr::model::cloudformation::functions {

std::optional<Value> get_att(const Call& call, const Scope& scope, const Type* type) {
    std::string subject;
    if (call.argument.is_scalar()) {
        subject = substitute_bindings(scope.arena(), scope.bindings, call.argument.text());
    } else if (call.argument.is_sequence() && call.argument.size() >= 2) {
        for (const syntax::NodeRef item : call.argument.items()) {
            const Value part = resolve_present(scope, item, &string_type);
            if (part.is(Kind::unknown)) return part.placed(place_of(call.node));
            if (!part.is(Kind::string)) return malformed(call, scope);
            if (!subject.empty()) subject += '.';
            subject += part.text();
        }
    }
    const std::size_t dot = subject.find('.');
    if (dot == std::string::npos) return malformed(call, scope);
    const Resource* const resource = scope.owner->resource(std::string_view(subject).substr(0, dot));
    if (resource == nullptr) return unknown_at(scope, CauseKind::invalid, subject, call.node);
    if (const Output* const output = output_of_nested(*resource, std::string_view(subject).substr(dot + 1)))
        return nested_output_value(scope, *resource, *output, type, call.node);
    return unknown_at(scope, CauseKind::attribute, subject, call.node);
}

}  // namespace csr::model::cloudformation::functions
