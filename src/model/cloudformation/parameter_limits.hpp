#pragma once

#include <string_view>

#include "model/cloudformation/parameter.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// Whether MinValue, MaxValue, MinLength and MaxLength let a deployment give `text` to a declared parameter. Patterns
/// are not asked: Java's are not RE2's.
[[nodiscard]] bool may_be_given(const Parameter& parameter, std::string_view text);

}  // namespace csr::model::cloudformation
