#pragma once

#include <string>
#include <string_view>

namespace csr::base {

/// The SHA-256 digest (FIPS 180-4) of `bytes` in lower-case hexadecimal.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace csr::base
