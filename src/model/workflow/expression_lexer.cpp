#include "model/workflow/expression_lexer.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "model/workflow/expression_value.hpp"

namespace csr::model {

namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return begins_name(c) || is_digit(c) || c == '-'; }

using Kind = ExpressionToken::Kind;

struct Punctuation {
    std::string_view text;
    Kind kind;
};

// Longer ones first.
constexpr Punctuation punctuation[] = {
    {"&&", Kind::and_},
    {"||", Kind::or_},
    {"==", Kind::equal},
    {"!=", Kind::not_equal},
    {"<=", Kind::less_equal},
    {">=", Kind::greater_equal},
    {"(", Kind::open_parenthesis},
    {")", Kind::close_parenthesis},
    {"[", Kind::open_bracket},
    {"]", Kind::close_bracket},
    {".", Kind::dot},
    {",", Kind::comma},
    {"*", Kind::star},
    {"!", Kind::not_},
    {"<", Kind::less},
    {">", Kind::greater},
};

/// Names and numbers end before these; a number goes on behind a point.
bool ends_word(char c) { return is_space(c) || std::string_view("()[],.&|!=<>").find(c) != std::string_view::npos; }

}  // namespace

ExpressionToken ExpressionLexer::make(Kind kind, std::size_t size) {
    ExpressionToken token;
    token.kind = kind;
    token.begin = static_cast<std::uint32_t>(at_);
    token.text = text_.substr(at_, size);
    at_ += token.text.size();
    token.end = static_cast<std::uint32_t>(at_);
    after_value_ = kind == Kind::name || kind == Kind::close_parenthesis || kind == Kind::close_bracket ||
                   kind == Kind::star || kind == Kind::string;
    return token;
}

ExpressionToken ExpressionLexer::invalid(std::size_t size, base::Text problem) {
    ExpressionToken token = make(Kind::invalid, size);
    token.problem = std::move(problem);
    at_ = text_.size();
    return token;
}

ExpressionToken ExpressionLexer::next() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    if (at_ == text_.size()) return make(Kind::end, 0);
    const char c = text_[at_];
    if (c == '\'') return string();
    if (begins_name(c)) return word();
    // A point behind a value reads a member, elsewhere it begins a number.
    const bool fraction = c == '.' && !after_value_;
    if (is_digit(c) || c == '-' || c == '+' || fraction) return number();
    for (const Punctuation& known : punctuation) {
        if (text_.substr(at_).starts_with(known.text)) return make(known.kind, known.text.size());
    }
    if (c == '"')
        return invalid(1,
                       {"texts are written in single quotes: 'text'", "文字列は 'text' のように一重引用符で書きます"});
    return unexpected(word_size(1));
}

std::size_t ExpressionLexer::word_size(std::size_t least) const {
    std::size_t size = least;
    while (at_ + size < text_.size() && !ends_word(text_[at_ + size])) ++size;
    return size;
}

ExpressionToken ExpressionLexer::unexpected(std::size_t size) {
    const std::string_view shown = text_.substr(at_, size);
    const bool printable =
        std::all_of(shown.begin(), shown.end(), [](char c) { return c < 0 || (c > ' ' && c < 0x7f); });
    return printable
               ? invalid(size, {fmt::format("unexpected '{}'", shown), fmt::format("予期しない '{}' です", shown)})
               : invalid(size, {"unexpected character", "予期しない文字です"});
}

ExpressionToken ExpressionLexer::string() {
    std::string decoded;
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
        if (text_[i] != '\'') {
            decoded += text_[i];
        } else if (i + 1 < text_.size() && text_[i + 1] == '\'') {
            decoded += '\'';
            ++i;
        } else {
            ExpressionToken token = make(Kind::string, i + 1 - at_);
            token.decoded = std::move(decoded);
            return token;
        }
    }
    return invalid(text_.size() - at_, {"this text has no closing quote", "文字列が引用符で閉じられていません"});
}

ExpressionToken ExpressionLexer::number() {
    std::size_t size = 1;
    while (at_ + size < text_.size() && (text_[at_ + size] == '.' || !ends_word(text_[at_ + size]))) ++size;
    const std::string_view written = text_.substr(at_, size);
    const double value = number_from(written);
    if (std::isnan(value))
        return invalid(size,
                       {fmt::format("'{}' is no number", written), fmt::format("'{}' は数値ではありません", written)});
    ExpressionToken token = make(Kind::number, size);
    token.number = value;
    return token;
}

ExpressionToken ExpressionLexer::word() {
    const std::size_t size = word_size(1);
    const std::string_view written = text_.substr(at_, size);
    if (!std::all_of(written.begin(), written.end(), continues_name)) return unexpected(size);
    ExpressionToken token = make(Kind::name, size);
    if (token.text == "null") token.kind = Kind::null;
    if (token.text == "true") token.kind = Kind::true_;
    if (token.text == "false") token.kind = Kind::false_;
    if (token.text == "NaN" || token.text == "Infinity") {
        token.kind = Kind::number;
        token.number =
            token.text == "NaN" ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
    }
    return token;
}

}  // namespace csr::model
