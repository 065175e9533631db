#pragma once

#include <string>
#include <string_view>

namespace csr::base {

/// The Base64 form (RFC 4648, with padding) of the bytes that `hex` writes in hexadecimal digits.
[[nodiscard]] std::string base64_of_hex(std::string_view hex);

}  // namespace csr::base
