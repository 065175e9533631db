#include "model/workflow/expression_case.hpp"

#include <cstdint>

namespace csr::model {

namespace {

constexpr char32_t broken = 0xffffffff;

/// The code point at `at`, which moves behind it; `broken` when there is none.
char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at++]);
    if (first < 0x80) return first;
    const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || at + static_cast<std::size_t>(more) > text.size()) return broken;
    char32_t value = first & (0x3fU >> more);
    for (int i = 0; i < more; ++i) {
        const auto next = static_cast<unsigned char>(text[at++]);
        if ((next & 0xc0U) != 0x80) return broken;
        value = value << 6U | (next & 0x3fU);
    }
    return value;
}

/// Letters whose capital is a fixed distance away.
struct Shift {
    char32_t first;
    char32_t last;
    std::int32_t distance;
};
constexpr Shift shifts[] = {
    {U'a', U'z', -32},        // Latin
    {0xb5, 0xb5, 743},        // micro sign
    {0xe0, 0xf6, -32},        // Latin-1
    {0xf8, 0xfe, -32},        //
    {0xff, 0xff, 121},        // y with diaeresis
    {0x3ac, 0x3ac, -38},      // Greek with tonos
    {0x3ad, 0x3af, -37},      //
    {0x3b1, 0x3c1, -32},      // Greek
    {0x3c2, 0x3c2, -31},      // final sigma
    {0x3c3, 0x3cb, -32},      //
    {0x3cc, 0x3cc, -64},      //
    {0x3cd, 0x3ce, -63},      //
    {0x430, 0x44f, -32},      // Cyrillic
    {0x450, 0x45f, -80},      //
    {0x561, 0x586, -48},      // Armenian
    {0xff41, 0xff5a, -32},    // full-width Latin
    {0x10428, 0x1044f, -40},  // Deseret
};

/// Blocks in which small letters follow their capitals: `parity` is that of the small ones.
struct Pairs {
    char32_t first;
    char32_t last;
    char32_t parity;
};
constexpr Pairs pairs[] = {
    {0x100, 0x12f, 1}, {0x132, 0x137, 1},   {0x139, 0x148, 0},   {0x14a, 0x177, 1},
    {0x179, 0x17e, 0}, {0x460, 0x481, 1},   {0x48a, 0x4bf, 1},   {0x4c1, 0x4ce, 0},
    {0x4d0, 0x52f, 1}, {0x1e00, 0x1e95, 1}, {0x1ea0, 0x1eff, 1},
};

/// Ranges without letters that have cases, or whose letters are all handled above.
struct Range {
    char32_t first;
    char32_t last;
};
constexpr Range settled[] = {
    {0, 0x17e},           // ASCII, Latin-1, Latin Extended-A but for the long s
    {0x300, 0x344},       // combining marks
    {0x386, 0x3ce},       // Greek
    {0x400, 0x52f},       // Cyrillic
    {0x531, 0x586},       // Armenian
    {0x590, 0x109f},      // Hebrew, Arabic, Indic and south-east Asian scripts
    {0x1100, 0x139f},     // Hangul, Ethiopic
    {0x1e00, 0x1e95},     // Latin Extended Additional
    {0x1ea0, 0x1eff},     //
    {0x2000, 0x20ff},     // punctuation, currencies
    {0x2190, 0x24b5},     // arrows, mathematics, technical signs
    {0x2500, 0x2bff},     // box drawing, symbols
    {0x2e80, 0xa63f},     // CJK, kana
    {0xac00, 0xdfff},     // Hangul
    {0xe000, 0xfaff},     // private use, CJK
    {0xfe00, 0x103ff},    //
    {0x10400, 0x1044f},   // Deseret
    {0x1f000, 0x10ffff},  // emoji, CJK
};

bool is_settled(char32_t letter) {
    for (const Range& range : settled) {
        if (letter >= range.first && letter <= range.last) return true;
    }
    return false;
}

char32_t capital(char32_t letter) {
    for (const Shift& shift : shifts) {
        if (letter >= shift.first && letter <= shift.last)
            return static_cast<char32_t>(static_cast<std::int32_t>(letter) + shift.distance);
    }
    for (const Pairs& block : pairs) {
        const bool small = letter >= block.first && letter <= block.last && letter % 2 == block.parity;
        if (small) return letter - 1;
    }
    return letter;
}

}  // namespace

std::optional<std::u16string> folded_case(std::string_view text) {
    std::u16string folded;
    folded.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = next_code_point(text, at);
        if (letter == broken || !is_settled(letter)) return std::nullopt;
        const char32_t upper = capital(letter);
        if (upper < 0x10000) {
            folded += static_cast<char16_t>(upper);
        } else {
            folded += static_cast<char16_t>(0xd800 + ((upper - 0x10000) >> 10U));
            folded += static_cast<char16_t>(0xdc00 + ((upper - 0x10000) & 0x3ffU));
        }
    }
    return folded;
}

}  // namespace csr::model
