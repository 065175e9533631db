#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace csr::report {

/// One step through a text that may not be valid UTF-8.
struct CodePoint {
    char32_t value = 0;
    std::size_t size = 0;  ///< bytes; 1 for a broken byte
    bool valid = false;
};

/// The code point that begins at `at`, which lies inside `text`.
[[nodiscard]] CodePoint decode(std::string_view text, std::size_t at);

/// Appends the UTF-8 form of `value`.
void append_utf8(std::string& out, char32_t value);

/// Whether showing the code point could deceive a reader or a terminal: control characters, bidirectional controls,
/// line separators and invisible characters. A tab and a line break are controls, too.
[[nodiscard]] bool is_deceptive(char32_t value);

/// The columns a terminal gives to the code point: 0, 1 or 2. Ambiguous characters count 1.
[[nodiscard]] std::size_t columns_of(char32_t value);

/// The columns of a whole text without control characters.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// `text` with everything deceptive written as an escape (`\n`, `\x1b`, `\u{202e}`) and broken bytes as `\xff`.
/// For names, paths and quoted source text.
[[nodiscard]] std::string visible(std::string_view text);

/// As `visible`, but white space with a line break becomes one space and the ends are trimmed. For messages.
[[nodiscard]] std::string prose(std::string_view text);

/// At most `limit` bytes of `text`, cut between code points; "..." at the end where something was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t limit);

}  // namespace csr::report
