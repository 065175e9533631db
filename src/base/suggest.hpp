#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace csr::base {

/// How many insertions, deletions, replacements and swaps of neighbours make one text of the other. Takes time and
/// memory with the product of the sizes: the caller bounds them.
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);

/// The name in `candidates` that a typing mistake turned into `name`; empty when none is close.
[[nodiscard]] std::string_view did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace csr::base
