#include "model/workflow/proof/shell_words.hpp"

#include <algorithm>
#include <array>

namespace csr::model {

namespace {

constexpr std::array<std::string_view, 10> harmless = {"echo",   "printf", "true",  ":",     "set",
                                                       "export", "shift",  "unset", "local", "readonly"};

}  // namespace

bool is_assignment(std::string_view letters) {
    const std::size_t equals = letters.find('=');
    if (equals == std::string_view::npos || equals == 0) return false;
    return std::all_of(letters.begin(), letters.begin() + static_cast<std::ptrdiff_t>(equals), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string_view first_letters(const ShellWord& word) {
    const bool begins = !word.pieces.empty() && word.pieces[0].kind == ShellPiece::Kind::letters;
    return begins ? std::string_view(word.pieces[0].text) : std::string_view();
}

bool mentions(const std::vector<ShellWord>& words, std::string_view variable) {
    return std::any_of(words.begin(), words.end(), [&](const ShellWord& word) {
        return std::any_of(word.pieces.begin(), word.pieces.end(), [&](const ShellPiece& piece) {
            return piece.kind != ShellPiece::Kind::expression && piece.text.find(variable) != std::string::npos;
        });
    });
}

bool is_harmless(std::string_view name) { return std::find(harmless.begin(), harmless.end(), name) != harmless.end(); }

std::optional<std::span<const ShellWord>> test_words(const ShellCommand& command) {
    if (command.words.empty()) return std::nullopt;
    const std::span<const ShellWord> words(command.words);
    const std::string_view name = words[0].letters();
    const bool closed =
        (name == "[" && words.back().letters() == "]") || (name == "[[" && words.back().letters() == "]]");
    if (closed) return words.subspan(1, words.size() - 2);
    if (name == "test") return words.subspan(1);
    return std::nullopt;
}

bool writes(const ShellCommand& command) {
    return mentions(command.target, "GITHUB_OUTPUT") || mentions(command.target, "GITHUB_ENV") ||
           mentions(command.words, "GITHUB_ENV");
}

}  // namespace csr::model
