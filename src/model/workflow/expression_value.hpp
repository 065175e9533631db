#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/workflow/expression.hpp"

namespace csr::model {

enum class Truth : std::uint8_t { no, yes, unknown };

/// A value of a GitHub Actions expression; `unknown` is any value whatever, or any true or any false one.
struct ExpressionValue {
    enum class Kind : std::uint8_t { unknown, null, boolean, number, string, array, object };

    Kind kind = Kind::unknown;
    bool boolean = false;
    double number = 0;
    std::string text = {};                    ///< of a string; what went wrong where the evaluation failed
    std::vector<ExpressionValue> items = {};  ///< of an array; the members of an object
    Truth truth = Truth::unknown;             ///< of an unknown value: what it counts as
    std::vector<std::string> keys = {};       ///< of an object: the names of `items`
    bool filtered = false;  ///< an array that `.*` made: a further member or index is read of each item
    bool failed = false;    ///< unknown because GitHub stops with an error here
    /// Which array or object this is: `==` of two is true only for the same one. Null: not known.
    std::shared_ptr<const char> identity = {};

    [[nodiscard]] static ExpressionValue unknown(Truth truth = Truth::unknown) { return {.truth = truth}; }
    [[nodiscard]] static ExpressionValue null() { return {.kind = Kind::null}; }
    [[nodiscard]] static ExpressionValue of(bool value) { return {.kind = Kind::boolean, .boolean = value}; }
    [[nodiscard]] static ExpressionValue of(double value) { return {.kind = Kind::number, .number = value}; }
    [[nodiscard]] static ExpressionValue of(std::string value) {
        return {.kind = Kind::string, .text = std::move(value)};
    }
    /// A new array, and a new object with as many keys as items.
    [[nodiscard]] static ExpressionValue array(std::vector<ExpressionValue> items);
    [[nodiscard]] static ExpressionValue object(std::vector<std::string> keys, std::vector<ExpressionValue> items);
    /// What an evaluation gives that GitHub stops with an error.
    [[nodiscard]] static ExpressionValue failure(std::string message) {
        return {.text = std::move(message), .failed = true};
    }
    [[nodiscard]] bool is_unknown() const { return kind == Kind::unknown; }
    [[nodiscard]] bool is_container() const { return kind == Kind::array || kind == Kind::object; }
    /// The member of an object, without regard to case; null when there is none.
    [[nodiscard]] const ExpressionValue* member(std::string_view key) const;
};

/// Whether GitHub takes `value` for true: everything but null, false, 0, NaN and ''.
[[nodiscard]] Truth truth_of(const ExpressionValue& value);
/// GitHub's loose `==`: different types are compared as numbers, texts without regard to case.
[[nodiscard]] Truth loosely_equal(const ExpressionValue& left, const ExpressionValue& right);
/// GitHub's `<`.
[[nodiscard]] Truth loosely_less(const ExpressionValue& left, const ExpressionValue& right);
/// The number a known value counts as where one is compared; NaN for what is none.
[[nodiscard]] double number_of(const ExpressionValue& value);
/// The text of a known value in a template or function: "Array" and "Object" for containers.
[[nodiscard]] std::string text_of(const ExpressionValue& value);

/// What an expression is evaluated against.
class ExpressionContext {
  public:
    virtual ~ExpressionContext() = default;
    /// success, failure, always or cancelled (lower case).
    [[nodiscard]] virtual ExpressionValue status(std::string_view function) const = 0;
    /// The value under a path of names in lower case, "*" for every; e.g. {"needs", "test", "result"}. Asked for every
    /// prefix of a path, too; members of what is known there are read from it.
    [[nodiscard]] virtual ExpressionValue lookup(const std::vector<std::string>& path) const = 0;
};

/// The value of `expression`; unknown where a part that matters is unknown or not understood. `&&` and `||` give
/// one of their operands, as GitHub does.
[[nodiscard]] ExpressionValue evaluate(const Expression& expression, const ExpressionContext& context);
/// The same where nothing is known about the contexts: what literals alone decide.
[[nodiscard]] ExpressionValue fold(const Expression& expression);

/// Numbers as GitHub reads them from a text: decimal, 0x, 0o, exponents; NaN for anything else, 0 for an empty text.
[[nodiscard]] double number_from(std::string_view text);

}  // namespace csr::model
