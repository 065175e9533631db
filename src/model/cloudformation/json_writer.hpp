#pragma once

#include <optional>
#include <string_view>

#include "model/value.hpp"

namespace csr::model::cloudformation {

/// A value as compact JSON, as Fn::ToJsonString writes it. Nothing when a part is unknown, or past the limits of depth
/// and size.
[[nodiscard]] std::optional<std::string_view> json_text(base::Arena& arena, const Value& value);

}  // namespace csr::model::cloudformation
