#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/text.hpp"

namespace csr::model {

/// What a filter pattern is compared with.
enum class GlobSubject : std::uint8_t { reference, path };

/// Why a filter pattern is none, or can never match.
struct GlobError {
    std::uint32_t begin = 0;  ///< first byte in the pattern
    std::uint32_t end = 0;
    base::Text message;
};

/// Checks a pattern under `branches`, `tags` or `paths` (GitHub's filter pattern syntax; for references also what git
/// allows in a name). Nothing when it is fine.
[[nodiscard]] std::optional<GlobError> glob_error(std::string_view pattern, GlobSubject subject);

}  // namespace csr::model
