#include "syntax/core_schema.hpp"

#include <array>

namespace csr::syntax {

namespace {

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

bool is_one_of(std::string_view text, std::string_view lower, std::string_view title, std::string_view upper) {
    return text == lower || text == title || text == upper;
}

bool all_of(std::string_view text, bool (*test)(char)) {
    for (const char byte : text) {
        if (!test(byte)) return false;
    }
    return !text.empty();
}

std::size_t count_digits(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    return count;
}

bool is_octal(char byte) { return byte >= '0' && byte <= '7'; }
bool is_hexadecimal(char byte) {
    return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/// `text` without a sign: digits, a fraction, an exponent.
NodeKind classify_decimal(std::string_view text) {
    const std::size_t whole = count_digits(text);
    text.remove_prefix(whole);
    if (text.empty()) return whole > 0 ? NodeKind::integer : NodeKind::string;
    std::size_t fraction = 0;
    if (text.front() == '.') {
        text.remove_prefix(1);
        fraction = count_digits(text);
        text.remove_prefix(fraction);
    }
    if (whole + fraction == 0) return NodeKind::string;
    if (text.empty()) return NodeKind::floating;
    if (text.front() != 'e' && text.front() != 'E') return NodeKind::string;
    text.remove_prefix(1);
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
    return all_of(text, is_digit) ? NodeKind::floating : NodeKind::string;
}

NodeKind classify_number(std::string_view text) {
    if (text.starts_with("0o")) return all_of(text.substr(2), is_octal) ? NodeKind::integer : NodeKind::string;
    if (text.starts_with("0x")) return all_of(text.substr(2), is_hexadecimal) ? NodeKind::integer : NodeKind::string;
    if (is_one_of(text, ".nan", ".NaN", ".NAN")) return NodeKind::floating;
    if (text.front() == '+' || text.front() == '-') text.remove_prefix(1);
    if (is_one_of(text, ".inf", ".Inf", ".INF")) return NodeKind::floating;
    return classify_decimal(text);
}

enum class First : unsigned char { text, number, null, yes, no };

constexpr std::array<First, 256> make_first_table() {
    std::array<First, 256> table{};
    for (const char byte : std::string_view("0123456789+-.")) table[static_cast<unsigned char>(byte)] = First::number;
    for (const char byte : std::string_view("nN~")) table[static_cast<unsigned char>(byte)] = First::null;
    for (const char byte : std::string_view("tT")) table[static_cast<unsigned char>(byte)] = First::yes;
    for (const char byte : std::string_view("fF")) table[static_cast<unsigned char>(byte)] = First::no;
    return table;
}

constexpr std::array<First, 256> first_table = make_first_table();

/// `text` begins with a character that something else than a string may begin with.
NodeKind classify_by_first(First first, std::string_view text) {
    switch (first) {
        case First::text:
            return NodeKind::string;
        case First::number:
            return classify_number(text);
        case First::null:
            return text == "~" || is_one_of(text, "null", "Null", "NULL") ? NodeKind::null : NodeKind::string;
        case First::yes:
            return is_one_of(text, "true", "True", "TRUE") ? NodeKind::boolean : NodeKind::string;
        case First::no:
            return is_one_of(text, "false", "False", "FALSE") ? NodeKind::boolean : NodeKind::string;
    }
    return NodeKind::string;
}

}  // namespace

NodeKind classify_plain(std::string_view text) {
    if (text.empty()) return NodeKind::null;
    const First first = first_table[static_cast<unsigned char>(text.front())];
    return first == First::text ? NodeKind::string : classify_by_first(first, text);
}

NodeKind classify_tagged(std::string_view tag, std::string_view text) {
    constexpr std::string_view standard = "tag:yaml.org,2002:";
    if (!tag.starts_with(standard)) return NodeKind::string;
    tag.remove_prefix(standard.size());
    const NodeKind kind = classify_plain(text);
    if (tag == "float" && (kind == NodeKind::floating || kind == NodeKind::integer)) return NodeKind::floating;
    const bool fits = (tag == "int" && kind == NodeKind::integer) || (tag == "bool" && kind == NodeKind::boolean) ||
                      (tag == "null" && kind == NodeKind::null);
    return fits ? kind : NodeKind::string;
}

}  // namespace csr::syntax
