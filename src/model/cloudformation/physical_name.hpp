#pragma once

#include <optional>

#include "model/cloudformation/scope.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// What Ref gives for a resource whose name the template itself chooses: a text, unknown when the name is open. Nothing
/// when AWS makes the name up or Ref gives something else than the name.
[[nodiscard]] std::optional<Value> physical_name(const Scope& scope, const Resource& resource);
/// The pieces of that text; none when there is no such text.
[[nodiscard]] TextParts physical_name_parts(const Scope& scope, const Resource& resource);

}  // namespace csr::model::cloudformation
