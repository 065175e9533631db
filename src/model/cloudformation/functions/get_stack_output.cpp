#include <fmt/format.h>

#include "model/cloudformation/deployment.hpp"
#include "model/cloudformation/functions/functions.hpp"

namespace csr::model::cloudformation::functions {

namespace {

/// A stack of the same assembly; hand-written templates do not say what their stacks are called.
const Template* stack_named(const Scope& scope, std::string_view name) {
    const Deployment* const deployment = scope.owner->deployment();
    if (deployment == nullptr) return nullptr;
    for (const auto& candidate : deployment->templates()) {
        if (candidate->options().stack_name == name) return candidate.get();
    }
    return nullptr;
}

}  // namespace

std::optional<Value> get_stack_output(const Call& call, const Scope& scope, const Type* type) {
    const syntax::NodeRef named = call.argument.find("StackName");
    const syntax::NodeRef wanted = call.argument.find("OutputName");
    if (!named || !wanted) return malformed(call, scope);
    const Value names[] = {resolve_present(scope, named, &string_type), resolve_present(scope, wanted, &string_type)};
    if (names[0].is(Kind::unknown) || names[1].is(Kind::unknown))
        return merge_unknown(scope, names, place_of(call.node));
    if (!names[0].is(Kind::string) || !names[1].is(Kind::string)) return malformed(call, scope);
    const bool elsewhere = call.argument.find("Region") || call.argument.find("RoleArn");
    const Template* const owner = elsewhere ? nullptr : stack_named(scope, names[0].text());
    const Output* const output = owner == nullptr ? nullptr : owner->output(names[1].text());
    if (output == nullptr || !output->value)
        return unknown_at(scope, CauseKind::stack_output, fmt::format("{}.{}", names[0].text(), names[1].text()),
                          call.node);
    const Scope there{scope.session, owner, output->bindings, scope.depth + 1, false, nullptr};
    const std::optional<Value> value = resolve(there, output->value, type);
    return value ? std::optional(value->placed(place_of(call.node))) : std::nullopt;
}

}  // namespace csr::model::cloudformation::functions
