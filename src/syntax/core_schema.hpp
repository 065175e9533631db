#pragma once

#include <string_view>

#include "syntax/node.hpp"

namespace csr::syntax {

/// What a plain scalar without a tag is by the YAML 1.2 core schema.
[[nodiscard]] NodeKind classify_plain(std::string_view text);

/// What a scalar with a tag is: the standard tags decide when the text fits them; everything else is a string.
[[nodiscard]] NodeKind classify_tagged(std::string_view tag, std::string_view text);

}  // namespace csr::syntax
