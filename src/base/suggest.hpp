#pragma once

#include <span>
#include <string_view>

namespace csr::base {

/// The name in `candidates` that a typing mistake turned into `name`; empty when none is close.
[[nodiscard]] std::string_view did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace csr::base
