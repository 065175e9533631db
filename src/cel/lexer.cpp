#include "cel/lexer.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "cel/unicode.hpp"

namespace csr::cel {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hexadecimal(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

constexpr std::array<std::string_view, 17> reserved_words{
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

TokenKind word_kind(std::string_view word) {
    if (word == "true") return TokenKind::true_word;
    if (word == "false") return TokenKind::false_word;
    if (word == "null") return TokenKind::null_word;
    if (word == "in") return TokenKind::in_word;
    if (std::ranges::find(reserved_words, word) != reserved_words.end()) return TokenKind::reserved_word;
    return TokenKind::identifier;
}

/// The length of a string prefix (r, b, rb, br in any case) directly before a quote.
std::size_t string_prefix(std::string_view text) {
    for (std::size_t length = 0; length < 3 && length < text.size(); ++length) {
        const char c = text[length];
        if (c == '"' || c == '\'') {
            const bool twice = length == 2 && (text[0] | 0x20) == (text[1] | 0x20);
            return twice ? std::string_view::npos : length;
        }
        if ((c | 0x20) != 'r' && (c | 0x20) != 'b') break;
    }
    return std::string_view::npos;
}

}  // namespace

Token Lexer::token(TokenKind kind, std::size_t begin) const {
    Token made;
    made.kind = kind;
    made.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(position_)};
    made.text = text_.substr(begin, position_ - begin);
    return made;
}

std::unexpected<Issue> Lexer::wrong(std::size_t begin, base::Text message, base::Text hint) const {
    const std::size_t end = std::min(std::max(position_, begin + 1), text_.size());
    return std::unexpected(Issue{
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, std::move(message), std::move(hint)});
}

void Lexer::skip_space() {
    while (position_ < text_.size()) {
        const char c = text_[position_];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            ++position_;
        } else if (c == '/' && peek(1) == '/') {
            position_ = std::min(text_.find('\n', position_), text_.size());
        } else {
            return;
        }
    }
}

std::expected<Token, Issue> Lexer::next() {
    skip_space();
    if (position_ >= text_.size()) return token(TokenKind::end, position_);
    const char c = text_[position_];
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (const std::size_t prefix = string_prefix(text_.substr(position_)); prefix != std::string_view::npos)
        return quoted(prefix);
    if (is_letter(c)) return word();
    if (c == '`') return quoted_identifier();
    return punctuation();
}

Token Lexer::word() {
    const std::size_t begin = position_;
    while (is_letter(peek()) || is_digit(peek())) ++position_;
    Token made = token(TokenKind::identifier, begin);
    made.kind = word_kind(made.text);
    return made;
}

std::expected<Token, Issue> Lexer::quoted_identifier() {
    const std::size_t begin = position_++;
    while (peek() != '`' && peek() != '\n' && position_ < text_.size()) ++position_;
    if (peek() != '`') return wrong(begin, {"the name is not closed", "名前が閉じられていない"}, {"add `", "` を補う"});
    ++position_;
    Token made = token(TokenKind::quoted_identifier, begin);
    made.text = made.text.substr(1, made.text.size() - 2);
    if (made.text.empty()) return wrong(begin, {"a quoted name must not be empty", "引用した名前が空である"});
    return made;
}

std::expected<Token, Issue> Lexer::number() {
    const std::size_t begin = position_;
    TokenKind kind = TokenKind::integer;
    if (peek() == '0' && (peek(1) | 0x20) == 'x' && is_hexadecimal(peek(2))) {
        position_ += 2;
        while (is_hexadecimal(peek())) ++position_;
    } else {
        while (is_digit(peek())) ++position_;
        if (peek() == '.' && is_digit(peek(1))) {
            kind = TokenKind::floating;
            ++position_;
            while (is_digit(peek())) ++position_;
        }
        const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if ((peek() | 0x20) == 'e' && is_digit(peek(1 + sign))) {
            kind = TokenKind::floating;
            position_ += 1 + sign;
            while (is_digit(peek())) ++position_;
        }
    }
    if (kind == TokenKind::integer && (peek() | 0x20) == 'u') {
        ++position_;
        kind = TokenKind::unsigned_integer;
    }
    if (is_letter(peek()) || is_digit(peek())) {
        while (is_letter(peek()) || is_digit(peek())) ++position_;
        return wrong(begin, {"this is no number", "数値として読めない"});
    }
    return token(kind, begin);
}

std::expected<Token, Issue> Lexer::quoted(std::size_t prefix) {
    const std::size_t begin = position_;
    bool raw = false;
    TokenKind kind = TokenKind::string;
    for (std::size_t index = 0; index < prefix; ++index) {
        if ((peek(index) | 0x20) == 'r') raw = true;
        if ((peek(index) | 0x20) == 'b') kind = TokenKind::bytes;
    }
    position_ += prefix;
    const char quote = peek();
    const bool triple = peek(1) == quote && peek(2) == quote;
    const std::size_t width = triple ? 3 : 1;
    position_ += width;
    const std::size_t body = position_;
    while (position_ < text_.size()) {
        const char c = peek();
        if (!triple && (c == '\n' || c == '\r')) break;
        if (c == '\\' && !raw) {
            position_ += 2;
            continue;
        }
        if (c != quote || (triple && (peek(1) != quote || peek(2) != quote))) {
            ++position_;
            continue;
        }
        const std::size_t end = position_;
        position_ += width;
        Token made = token(kind, begin);
        made.body_begin = static_cast<std::uint32_t>(body - begin);
        made.body_size = static_cast<std::uint32_t>(end - body);
        made.raw = raw;
        return made;
    }
    position_ = std::min(position_, text_.size());
    return wrong(
        begin, {"the string is not closed", "文字列が閉じられていない"},
        {fmt::format("add {}", std::string(width, quote)), fmt::format("{} を補う", std::string(width, quote))});
}

std::expected<Token, Issue> Lexer::punctuation() {
    using enum TokenKind;
    struct Mark {
        std::string_view text;
        TokenKind kind;
    };
    static constexpr std::array<Mark, 24> marks{{{"&&", logical_and},
                                                 {"||", logical_or},
                                                 {"==", equal},
                                                 {"!=", not_equal},
                                                 {"<=", less_equal},
                                                 {">=", greater_equal},
                                                 {"<", less},
                                                 {">", greater},
                                                 {"?", question},
                                                 {":", colon},
                                                 {",", comma},
                                                 {".", dot},
                                                 {"(", left_parenthesis},
                                                 {")", right_parenthesis},
                                                 {"[", left_bracket},
                                                 {"]", right_bracket},
                                                 {"{", left_brace},
                                                 {"}", right_brace},
                                                 {"+", plus},
                                                 {"-", minus},
                                                 {"*", star},
                                                 {"/", slash},
                                                 {"%", percent},
                                                 {"!", bang}}};
    const std::size_t begin = position_;
    for (const Mark& mark : marks) {
        if (!text_.substr(position_).starts_with(mark.text)) continue;
        position_ += mark.text.size();
        return token(mark.kind, begin);
    }
    const CodePoint point = decode(text_.substr(position_));
    position_ += std::max<std::size_t>(point.size, 1);
    const std::string_view found = text_.substr(begin, position_ - begin);
    base::Text hint;
    if (found == "=") hint = {"compare with ==", "比較は == と書く"};
    if (found == "&") hint = {"and is written &&", "「かつ」は && と書く"};
    if (found == "|") hint = {"or is written ||", "「または」は || と書く"};
    const std::string shown(point.size == 0 ? std::string_view("?") : found);
    return wrong(begin, {fmt::format("unexpected character '{}'", shown), fmt::format("予期しない文字 '{}'", shown)},
                 std::move(hint));
}

namespace {

/// Reads the escapes of one literal.
class Unescaper {
  public:
    explicit Unescaper(const Token& literal)
        : literal_(literal),
          body_(literal.text.substr(literal.body_begin, literal.body_size)),
          is_bytes_(literal.kind == TokenKind::bytes) {}

    std::expected<std::string, Issue> run() {
        while (position_ < body_.size()) {
            if (body_[position_] != '\\') {
                result_.push_back(body_[position_++]);
            } else if (!escape()) {
                return wrong();
            }
        }
        return std::move(result_);
    }

  private:
    bool escape() {
        begin_ = position_;
        if (position_ + 1 >= body_.size()) return false;
        const char c = body_[position_ + 1];
        position_ += 2;
        static constexpr std::string_view from = "abfnrtv\\?\"'`";
        static constexpr std::string_view to = "\a\b\f\n\r\t\v\\?\"'`";
        if (const std::size_t index = from.find(c); index != std::string_view::npos) {
            result_.push_back(to[index]);
            return true;
        }
        if (c == 'x' || c == 'X') return digits(2, 16, is_bytes_);
        if (c == 'u' && !is_bytes_) return digits(4, 16, false);
        if (c == 'U' && !is_bytes_) return digits(8, 16, false);
        if (c >= '0' && c <= '3') {
            --position_;
            return digits(3, 8, is_bytes_);
        }
        return false;
    }

    bool digits(std::size_t count, std::uint32_t base, bool as_byte) {
        std::uint32_t value = 0;
        for (std::size_t index = 0; index < count; ++index, ++position_) {
            const char c = position_ < body_.size() ? body_[position_] : '\0';
            if (!is_hexadecimal(c)) return false;
            const auto digit = static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
            if (digit >= base) return false;
            value = value * base + digit;
        }
        if (as_byte) {
            result_.push_back(static_cast<char>(value));
            return true;
        }
        if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return false;
        append_code_point(result_, value);
        return true;
    }

    [[nodiscard]] std::unexpected<Issue> wrong() const {
        const std::uint32_t offset = literal_.span.begin + literal_.body_begin;
        const auto begin = static_cast<std::uint32_t>(offset + begin_);
        const auto end = static_cast<std::uint32_t>(offset + std::max(position_, begin_ + 2));
        return std::unexpected(Issue{{begin, std::min(end, offset + literal_.body_size)},
                                     {"this escape does not exist", "このエスケープは存在しない"},
                                     {R"(write \\ for a backslash, or use a raw string: r'...')",
                                      R"(バックスラッシュは \\ と書くか、r'...' を使う)"}});
    }

    const Token& literal_;
    std::string_view body_;
    bool is_bytes_;
    std::size_t position_ = 0;
    std::size_t begin_ = 0;
    std::string result_;
};

}  // namespace

std::expected<std::string, Issue> unescape(const Token& literal) {
    if (literal.raw) return std::string(literal.text.substr(literal.body_begin, literal.body_size));
    return Unescaper(literal).run();
}

}  // namespace csr::cel
