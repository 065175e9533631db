#include "model/cloudformation/exports.hpp"
#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

std::optional<Value> import_value(const Call& call, const Scope& scope, const Type* type) {
    const std::optional<Value> name = argument_value(call, scope, &string_type);
    if (!name || !(name->is(Kind::string) || name->is(Kind::unknown))) return malformed(call, scope);
    const Place place = place_of(call.node);
    const Deployment* const deployment = scope.owner->deployment();
    const Export* found = nullptr;
    if (deployment != nullptr && name->is(Kind::string))
        found = visible_export(*deployment, name->text(), *scope.owner);
    if (deployment != nullptr && found == nullptr)
        found = deployment->linked_export(*scope.owner, call.argument.index());
    if (found == nullptr) {
        if (name->is(Kind::unknown)) return name->placed(place);
        return unknown_at(scope, CauseKind::import_value, name->text(), call.node);
    }
    const Scope exporter{scope.session, found->owner, found->output->bindings, scope.depth + 1, false, nullptr};
    const std::optional<Value> value = resolve(exporter, found->output->value, type);
    return value ? std::optional(value->placed(place)) : std::nullopt;
}

}  // namespace csr::model::cloudformation::functions
