#include "model/workflow/expression_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "model/workflow/expression_case.hpp"

namespace csr::model {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

std::string_view trim(std::string_view text) {
    constexpr std::string_view spaces = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(spaces);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

double whole_number(std::string_view digits, int base) {
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    const bool complete = problem == std::errc() && end == digits.data() + digits.size() && !digits.empty();
    return complete ? static_cast<double>(value) : not_a_number;
}

/// A decimal number: digits with at most one point and an exponent; from_chars alone would also take "inf".
bool looks_decimal(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || std::string_view(".eE+-").find(c) < 5; }) &&
           text.find_first_of("0123456789") != std::string_view::npos;
}

Truth truth(bool value) { return value ? Truth::yes : Truth::no; }

using Kind = ExpressionValue::Kind;

std::string number_text(double number) {
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
    if (number == 0) return "0";
    std::array<char, 32> buffer{};
    constexpr int digits = 15;  // GitHub's G15
    const auto [end, problem] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::general, digits);
    std::string text(buffer.data(), end);
    std::replace(text.begin(), text.end(), 'e', 'E');
    return text;
}

std::shared_ptr<const char> new_identity() { return std::make_shared<const char>('\0'); }

}  // namespace

ExpressionValue ExpressionValue::array(std::vector<ExpressionValue> items) {
    return {.kind = Kind::array, .items = std::move(items), .identity = new_identity()};
}

ExpressionValue ExpressionValue::object(std::vector<std::string> keys, std::vector<ExpressionValue> items) {
    return {.kind = Kind::object, .items = std::move(items), .keys = std::move(keys), .identity = new_identity()};
}

const ExpressionValue* ExpressionValue::member(std::string_view key) const {
    const std::string wanted = lower_case(key);
    for (std::size_t i = keys.size(); i-- > 0;) {
        if (lower_case(keys[i]) == wanted) return &items[i];
    }
    return nullptr;
}

double number_from(std::string_view text) {
    text = trim(text);
    if (text.empty()) return 0;
    if (text.starts_with("0x")) return whole_number(text.substr(2), 16);
    if (text.starts_with("0o")) return whole_number(text.substr(2), 8);
    std::string_view digits = text;
    const bool negative = digits.starts_with('-');
    if (negative || digits.starts_with('+')) digits.remove_prefix(1);
    double value = not_a_number;
    if (digits == "Infinity") {
        value = std::numeric_limits<double>::infinity();
    } else if (looks_decimal(digits) && digits.front() != '-' && digits.front() != '+') {
        double parsed = 0;
        const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), parsed);
        const bool trailing_point = end + 1 == digits.data() + digits.size() && *end == '.';
        if (problem == std::errc() && (end == digits.data() + digits.size() || trailing_point)) value = parsed;
        if (problem == std::errc::result_out_of_range) value = std::strtod(std::string(digits).c_str(), nullptr);
    }
    return negative ? -value : value;
}

double number_of(const ExpressionValue& value) {
    switch (value.kind) {
        case Kind::null:
            return 0;
        case Kind::boolean:
            return value.boolean ? 1 : 0;
        case Kind::number:
            return value.number;
        case Kind::string:
            return number_from(value.text);
        default:
            return not_a_number;
    }
}

Truth truth_of(const ExpressionValue& value) {
    switch (value.kind) {
        case Kind::unknown:
            return value.truth;
        case Kind::null:
            return Truth::no;
        case Kind::boolean:
            return truth(value.boolean);
        case Kind::number:
            return truth(value.number != 0 && !std::isnan(value.number));
        case Kind::string:
            return truth(!value.text.empty());
        case Kind::array:
        case Kind::object:
            break;
    }
    return Truth::yes;
}

Truth loosely_equal(const ExpressionValue& left, const ExpressionValue& right) {
    if (left.is_unknown() || right.is_unknown()) return Truth::unknown;
    if (left.kind != right.kind) return truth(number_of(left) == number_of(right));
    switch (left.kind) {
        case Kind::null:
            return Truth::yes;
        case Kind::boolean:
            return truth(left.boolean == right.boolean);
        case Kind::number:
            return truth(left.number == right.number);
        case Kind::string: {
            if (left.text == right.text) return Truth::yes;
            const auto a = folded_case(left.text);
            const auto b = folded_case(right.text);
            return a && b ? truth(*a == *b) : Truth::unknown;
        }
        default:
            if (left.identity == nullptr || right.identity == nullptr) return Truth::unknown;
            return truth(left.identity == right.identity);
    }
}

Truth loosely_less(const ExpressionValue& left, const ExpressionValue& right) {
    if (left.is_unknown() || right.is_unknown()) return Truth::unknown;
    if (left.kind == Kind::string && right.kind == Kind::string) {
        const auto a = folded_case(left.text);
        const auto b = folded_case(right.text);
        return a && b ? truth(*a < *b) : Truth::unknown;
    }
    return truth(number_of(left) < number_of(right));
}

std::string text_of(const ExpressionValue& value) {
    switch (value.kind) {
        case Kind::boolean:
            return value.boolean ? "true" : "false";
        case Kind::number:
            return number_text(value.number);
        case Kind::string:
            return value.text;
        case Kind::array:
            return "Array";
        case Kind::object:
            return "Object";
        default:
            return {};
    }
}

}  // namespace csr::model
