#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace csr::base {

/// The languages in which every user-facing text exists.
enum class Language : std::uint8_t { english, japanese };

/// A user-facing text in both languages. Ids, JSON keys and quoted source text are the same in both.
struct Text {
    std::string en;
    std::string ja;

    /// The text in `language`.
    [[nodiscard]] const std::string& in(Language language) const { return language == Language::japanese ? ja : en; }
    [[nodiscard]] bool empty() const { return en.empty() && ja.empty(); }
    bool operator==(const Text&) const = default;
};

/// A text that reads the same in every language: a path, an id, quoted source text.
[[nodiscard]] inline Text verbatim(std::string text) {
    Text both{text, {}};
    both.ja = std::move(text);
    return both;
}

}  // namespace csr::base
