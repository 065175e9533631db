#pragma once

#include <span>
#include <string>
#include <string_view>

#include "policy/functions.hpp"

/// What the bodies of the functions that rules have share.
namespace csr::policy {

using Arguments = std::span<const model::Value>;

[[nodiscard]] inline const FunctionContext& context_of(const cel::CallContext& call) {
    return *static_cast<const FunctionContext*>(call.user);
}

/// The error of an argument that is not what the function works on.
[[nodiscard]] inline model::Value no_such(const cel::CallContext& call, std::string_view what) {
    return model::Value::error(call.evaluation.arena.copy("the argument is no " + std::string(what)));
}

[[nodiscard]] inline model::Value deployment_unknown(const cel::CallContext& call) {
    return model::Value::error(call.evaluation.arena.copy("the resource belongs to no deployment"));
}

[[nodiscard]] inline model::Value unknown_activity(const cel::CallContext& call, std::string_view activity) {
    return model::Value::error(call.evaluation.arena.copy("unknown activity \"" + std::string(activity) + "\""));
}

}  // namespace csr::policy
