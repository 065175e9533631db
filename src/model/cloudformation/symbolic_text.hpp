#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "model/cloudformation/scope.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// The text of all pieces, where an unknown piece whose every cause `allowed` accepts stands as "${subject}". Nothing
/// when another piece is unknown or no text.
[[nodiscard]] std::optional<std::string_view> symbolic_text(base::Arena& arena, const TextParts& parts,
                                                            const std::function<bool(const Cause&)>& allowed);

}  // namespace csr::model::cloudformation
