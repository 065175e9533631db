#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace csr::syntax {

/// The number of bytes of `text` up to the first ill-formed UTF-8 sequence; its size when there is none.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text);

/// The length of the well-formed UTF-8 sequence at the start of `text`; 0 when it is ill-formed or `text` is empty.
[[nodiscard]] std::size_t utf8_sequence(std::string_view text);

/// Appends `code_point`, which must be a Unicode scalar value.
void append_utf8(std::string& text, std::uint32_t code_point);

}  // namespace csr::syntax
