#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace csr::cel {

/// One code point at the start of a text.
struct CodePoint {
    std::uint32_t value = 0;
    std::size_t size = 0;  ///< bytes; 0 when the text is empty or ill-formed there
};

/// Decodes the first code point of `text`.
[[nodiscard]] CodePoint decode(std::string_view text);
/// Whether the whole text is well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text);
/// The number of code points; an ill-formed byte counts as one.
[[nodiscard]] std::size_t count_code_points(std::string_view text);
/// The byte offset of the code point number `index`; the size of the text past the end.
[[nodiscard]] std::size_t offset_of(std::string_view text, std::size_t index);
/// Appends a Unicode scalar value.
void append_code_point(std::string& text, std::uint32_t code_point);
/// Whether Unicode's White_Space holds.
[[nodiscard]] bool is_space(std::uint32_t code_point);

}  // namespace csr::cel
