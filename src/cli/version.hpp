#pragma once

#include <string_view>

namespace csr::cli {

/// The program's version; a test compares it with the build's.
inline constexpr std::string_view program_version = "0.1.0";
/// What names the program in SARIF, which wants a URI; a name, since where it is published is not the program's to say.
inline constexpr std::string_view program_uri = "urn:csr-lint";

}  // namespace csr::cli
