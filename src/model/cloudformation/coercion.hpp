#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/arena.hpp"
#include "model/type.hpp"
#include "model/value.hpp"

namespace csr::model::cloudformation {

/// Reads a whole text as an integer; also YAML's 0x and 0o.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);
/// Reads a whole text as a number; also YAML's .inf and .nan.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// A scalar node as written, without functions.
[[nodiscard]] Value scalar_as_written(syntax::NodeRef node);
/// A value as the property's type wants it, where CloudFormation converts: "true" for a boolean, "30" or 30.0 for an
/// integer, 30 for a string, a scalar for a list. The value itself where it does not. `type` may be null.
[[nodiscard]] Value coerce(base::Arena& arena, const Value& value, const Type* type);

}  // namespace csr::model::cloudformation
