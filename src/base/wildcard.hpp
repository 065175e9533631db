#pragma once

#include <string_view>

namespace csr::base {

/// Whether `text` as a whole fits `pattern`, in which '*' stands for any number of any characters. Linear memory, no
/// recursion.
[[nodiscard]] bool matches_wildcard(std::string_view pattern, std::string_view text);

}  // namespace csr::base
