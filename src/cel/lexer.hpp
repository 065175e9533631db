#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

#include "cel/cel.hpp"

namespace csr::cel {

enum class TokenKind : std::uint8_t {
    end,
    identifier,
    quoted_identifier,  ///< `in backquotes`, only behind a dot
    integer,
    unsigned_integer,
    floating,
    string,
    bytes,
    true_word,
    false_word,
    null_word,
    in_word,
    reserved_word,
    question,
    colon,
    comma,
    dot,
    left_parenthesis,
    right_parenthesis,
    left_bracket,
    right_bracket,
    left_brace,
    right_brace,
    plus,
    minus,
    star,
    slash,
    percent,
    bang,
    logical_and,
    logical_or,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
};

struct Token {
    TokenKind kind = TokenKind::end;
    source::Span span;
    std::string_view text;  ///< as written; of a quoted identifier without the quotes
    // The body of a string or bytes literal is text.substr(body_begin, body_size).
    std::uint32_t body_begin = 0;
    std::uint32_t body_size = 0;
    bool raw = false;
};

/// Cuts an expression into tokens, one at a time.
class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}
    /// The next token, or what is wrong with the text there.
    [[nodiscard]] std::expected<Token, Issue> next();

  private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
    }
    [[nodiscard]] Token token(TokenKind kind, std::size_t begin) const;
    [[nodiscard]] std::unexpected<Issue> wrong(std::size_t begin, base::Text message, base::Text hint = {}) const;
    void skip_space();
    [[nodiscard]] std::expected<Token, Issue> number();
    [[nodiscard]] std::expected<Token, Issue> quoted(std::size_t prefix);
    [[nodiscard]] std::expected<Token, Issue> quoted_identifier();
    [[nodiscard]] std::expected<Token, Issue> punctuation();
    [[nodiscard]] Token word();

    std::string_view text_;
    std::size_t position_ = 0;
};

/// Resolves the escapes of a string or bytes literal.
[[nodiscard]] std::expected<std::string, Issue> unescape(const Token& literal);

}  // namespace csr::cel
