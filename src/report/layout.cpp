#include "report/layout.hpp"

#include <array>

#include "report/unicode.hpp"

namespace csr::report {

namespace {

/// Characters that must not begin a line in Japanese.
bool must_not_begin_line(char32_t value) {
    constexpr std::u32string_view characters =
        U"、。，．・：；？！）］｝」』】〉》〕゛゜ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…";
    return characters.find(value) != std::u32string_view::npos;
}

/// Characters that must not end a line in Japanese.
bool must_not_end_line(char32_t value) {
    constexpr std::u32string_view characters = U"（［｛「『【〈《〔";
    return characters.find(value) != std::u32string_view::npos;
}

/// A piece that is never broken, and whether a space stood before it.
struct Piece {
    std::string_view text;
    std::size_t columns = 0;
    bool after_space = false;
};

std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> pieces;
    bool after_space = false;
    bool may_break = true;
    bool previous_wide = false;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode(text, at);
        if (point.value == U' ') {
            after_space = may_break = true;
            at += point.size;
            continue;
        }
        const std::size_t columns = columns_of(point.value);
        const bool is_wide = columns == 2;
        const bool begins =
            pieces.empty() || after_space ||
            (may_break && (is_wide || previous_wide) && columns > 0 && !must_not_begin_line(point.value));
        if (begins) {
            pieces.push_back({text.substr(at, point.size), columns, after_space});
        } else {
            Piece& piece = pieces.back();
            piece.text = {piece.text.data(), piece.text.size() + point.size};
            piece.columns += columns;
        }
        after_space = false;
        may_break = !must_not_end_line(point.value);
        if (columns > 0) previous_wide = is_wide;
        at += point.size;
    }
    return pieces;
}

}  // namespace

std::string padded(std::string_view text, std::size_t columns) {
    std::string out(text);
    const std::size_t used = columns_of(text);
    if (used < columns) out.append(columns - used, ' ');
    return out;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
    std::vector<std::string> lines(1);
    std::size_t used = 0;
    for (const Piece& piece : pieces_of(text)) {
        const std::size_t space = piece.after_space && used > 0 ? 1 : 0;
        if (used > 0 && used + space + piece.columns > columns) {
            lines.emplace_back();
            used = 0;
        } else {
            lines.back().append(space, ' ');
            used += space;
        }
        lines.back() += piece.text;
        used += piece.columns;
    }
    return lines;
}

std::string Painter::operator()(Tone tone, std::string_view text) const {
    constexpr std::array<std::string_view, 9> codes = {"", "1", "2", "1;34", "1;31", "1;33", "1;36", "32", "1;35"};
    const std::string_view code = codes[static_cast<std::size_t>(tone)];
    std::string out;
    if (!on_ || code.empty() || text.empty()) {
        out = text;
        return out;
    }
    out.append("\x1b[").append(code).append("m").append(text).append("\x1b[0m");
    return out;
}

}  // namespace csr::report
