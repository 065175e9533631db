#pragma once

#include <string_view>

namespace csr::base {

/// Whether `needle` occurs in `bytes`; much faster than std::string_view::find on long texts.
[[nodiscard]] bool contains(std::string_view bytes, std::string_view needle);

}  // namespace csr::base
