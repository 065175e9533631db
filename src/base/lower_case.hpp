#pragma once

#include <string>
#include <string_view>

namespace csr::base {

/// `text` with the letters A to Z made small, in every locale; all other bytes stay.
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace csr::base
