#pragma once

#include <string_view>

namespace csr::cli {

/// The program's version; a test compares it with the build's.
inline constexpr std::string_view program_version = "0.1.0";

}  // namespace csr::cli
