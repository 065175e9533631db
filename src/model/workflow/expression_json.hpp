#pragma once

#include <string>
#include <string_view>

#include "model/workflow/expression_value.hpp"

namespace csr::model {

/// What fromJSON() gives: a failure when `text` is no JSON.
[[nodiscard]] ExpressionValue from_json(std::string_view text);
/// What toJSON() gives for a value that holds nothing unknown: indented by two blanks.
[[nodiscard]] std::string to_json(const ExpressionValue& value);
/// Whether the value and all it holds are known.
[[nodiscard]] bool is_known(const ExpressionValue& value);

}  // namespace csr::model
