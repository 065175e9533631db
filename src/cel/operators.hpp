#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/arena.hpp"
#include "cel/ast.hpp"
#include "model/value.hpp"

namespace csr::cel {

/// The name CEL gives to a kind: what type() returns and what error messages say.
[[nodiscard]] std::string_view kind_name(model::Kind kind);
[[nodiscard]] bool is_number(const model::Value& value);

/// An error "no such overload", with the operands' kinds, at the first operand that stands in a file.
[[nodiscard]] model::Value no_overload(base::Arena& arena, std::string_view name,
                                       std::span<const model::Value> arguments);
/// An error whose text is copied into the arena.
[[nodiscard]] model::Value make_error(base::Arena& arena, std::string_view text);

/// Below, equal, above: -1, 0, 1; nothing for values that have no order among them, 2 with a NaN.
[[nodiscard]] std::optional<int> compare(const model::Value& left, const model::Value& right);

/// `+ - * / %` of two known values. `add` of strings, bytes and lists makes new ones in the arena.
[[nodiscard]] model::Value arithmetic(Op op, const model::Value& left, const model::Value& right, base::Arena& arena);
[[nodiscard]] model::Value negate(const model::Value& operand, base::Arena& arena);

/// The causes of some unknown values together, without duplicates and bounded, in their order.
/// The values that are not unknown are left out; at least one is.
[[nodiscard]] model::Value merge_unknowns(std::span<const model::Value> values, base::Arena& arena);
/// The same value, known to be unknown in whether it is there.
[[nodiscard]] model::Value as_maybe_absent(const model::Value& unknown, base::Arena& arena);
/// Whether a value is an unknown list item or member that may not exist at all.
[[nodiscard]] bool is_maybe_absent(const model::Value& value);
/// The items of a list that may not exist, merged; nothing when there are none.
[[nodiscard]] std::optional<model::Value> open_items(const model::List& list, base::Arena& arena);

/// An unknown value because a limit was reached.
[[nodiscard]] model::Value limit_reached(base::Arena& arena, std::string_view limit);

/// How long one text, list or map that an expression makes may become.
inline constexpr std::size_t most_bytes = 4U << 20U;
inline constexpr std::size_t most_items = 1U << 18U;

}  // namespace csr::cel
