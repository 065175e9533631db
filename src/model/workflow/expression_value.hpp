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
    std::string text = {};
    std::vector<ExpressionValue> items = {};  ///< of an array; an object is opaque
    Truth truth = Truth::unknown;             ///< of an unknown value: what it counts as

    [[nodiscard]] static ExpressionValue unknown(Truth truth = Truth::unknown) { return {.truth = truth}; }
    [[nodiscard]] static ExpressionValue null() { return {.kind = Kind::null}; }
    [[nodiscard]] static ExpressionValue of(bool value) { return {.kind = Kind::boolean, .boolean = value}; }
    [[nodiscard]] static ExpressionValue of(double value) { return {.kind = Kind::number, .number = value}; }
    [[nodiscard]] static ExpressionValue of(std::string value) {
        return {.kind = Kind::string, .text = std::move(value)};
    }
    [[nodiscard]] bool is_unknown() const { return kind == Kind::unknown; }
};

/// Whether GitHub takes `value` for true: everything but null, false, 0, NaN and ''.
[[nodiscard]] Truth truth_of(const ExpressionValue& value);
/// GitHub's loose `==`: different types are compared as numbers, texts without regard to case.
[[nodiscard]] Truth loosely_equal(const ExpressionValue& left, const ExpressionValue& right);

/// What an expression is evaluated against.
class ExpressionContext {
  public:
    virtual ~ExpressionContext() = default;
    /// success, failure, always or cancelled (lower case).
    [[nodiscard]] virtual ExpressionValue status(std::string_view function) const = 0;
    /// The value under a path of names in lower case, "*" for every; e.g. {"needs", "test", "result"}.
    [[nodiscard]] virtual ExpressionValue lookup(const std::vector<std::string>& path) const = 0;
};

/// The value of `expression`; unknown where a part that matters is unknown or not understood. `&&` and `||` give
/// one of their operands, as GitHub does.
[[nodiscard]] ExpressionValue evaluate(const Expression& expression, const ExpressionContext& context);

/// Numbers as GitHub reads them from a text: decimal, 0x, 0o, exponents; NaN for anything else, 0 for an empty text.
[[nodiscard]] double number_from(std::string_view text);

}  // namespace csr::model
