#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "model/cloudformation/scope.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// The text of all pieces, where an unknown piece stands as "${subject}" when `allowed` accepts each of its causes.
/// Nothing when another piece is unknown or no text.
[[nodiscard]] std::optional<std::string_view> symbolic_text(base::Arena& arena, const TextParts& parts,
                                                            const std::function<bool(const Cause&)>& allowed);

/// Whether the cause names what the value is, and not why nobody can tell what it is.
[[nodiscard]] bool names_the_value(const Cause& cause);

}  // namespace csr::model::cloudformation
