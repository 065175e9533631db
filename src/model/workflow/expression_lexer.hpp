#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace csr::model {

/// A word of a GitHub Actions expression.
struct ExpressionToken {
    enum class Kind : std::uint8_t {
        end,
        invalid,
        name,
        null,
        true_,
        false_,
        number,
        string,
        open_parenthesis,
        close_parenthesis,
        open_bracket,
        close_bracket,
        dot,
        comma,
        star,
        not_,
        and_,
        or_,
        equal,
        not_equal,
        less,
        less_equal,
        greater,
        greater_equal,
    };

    Kind kind = Kind::end;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string_view text;     ///< as written
    std::string decoded = {};  ///< of a string
    double number = 0;
    base::Text problem = {};  ///< of an invalid one

    /// Whether it may follow a dot.
    [[nodiscard]] bool is_word() const {
        return kind == Kind::name || kind == Kind::null || kind == Kind::true_ || kind == Kind::false_ ||
               (kind == Kind::number && !text.empty() && (text.front() == 'N' || text.front() == 'I'));
    }
};

/// Splits a text into words.
class ExpressionLexer {
  public:
    explicit ExpressionLexer(std::string_view text) : text_(text) {}
    /// The next word; `end` again and again behind the last.
    [[nodiscard]] ExpressionToken next();

  private:
    [[nodiscard]] ExpressionToken make(ExpressionToken::Kind kind, std::size_t size);
    [[nodiscard]] ExpressionToken string();
    [[nodiscard]] ExpressionToken number();
    [[nodiscard]] ExpressionToken word();
    [[nodiscard]] ExpressionToken invalid(std::size_t size, base::Text problem);

    [[nodiscard]] ExpressionToken unexpected(std::size_t size);
    [[nodiscard]] std::size_t word_size(std::size_t least) const;

    std::string_view text_;
    std::size_t at_ = 0;
    bool after_value_ = false;  ///< the word before can be read a member of
};

}  // namespace csr::model
