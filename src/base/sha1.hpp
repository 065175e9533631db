#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace csr::base {

/// The SHA-1 digest (FIPS 180-4) of `bytes`. For names only (UUIDs, git); it protects nothing.
[[nodiscard]] std::array<std::uint8_t, 20> sha1(std::string_view bytes);

/// The name-based UUID (version 5, RFC 9562) of `name` below urn:csr-lint/: the same for the same name.
[[nodiscard]] std::string uuid_of(std::string_view name);

}  // namespace csr::base
