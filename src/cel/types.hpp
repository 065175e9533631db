#pragma once

#include <string>

#include "base/arena.hpp"
#include "model/type.hpp"
#include "model/value.hpp"

namespace csr::cel {

/// How a static type is written in messages: "list(string)", "Resource".
[[nodiscard]] std::string type_text(const model::Type& type);
[[nodiscard]] bool same_type(const model::Type& left, const model::Type& right);
/// Whether an argument of type `argument` may be given where `parameter` is expected.
[[nodiscard]] bool fits(const model::Type& parameter, const model::Type& argument);
/// Whether values of the two types can ever be equal.
[[nodiscard]] bool comparable(const model::Type& left, const model::Type& right);
/// The type of a value that has either type.
[[nodiscard]] const model::Type& join(const model::Type& left, const model::Type& right);
/// The element type; dynamic when there is none.
[[nodiscard]] const model::Type& element_of(const model::Type& type);
/// The type of a known value.
[[nodiscard]] const model::Type& type_of(const model::Value& value);
[[nodiscard]] bool is_numeric(const model::Type& type);
[[nodiscard]] inline bool is_dynamic(const model::Type& type) { return type.kind == model::Type::Kind::dynamic; }
/// A type with an element, made in the arena.
[[nodiscard]] const model::Type& make_type(base::Arena& arena, model::Type::Kind kind, const model::Type& element);

}  // namespace csr::cel
