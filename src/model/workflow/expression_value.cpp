#include "model/workflow/expression_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

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

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string upper_case(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
}

Truth truth(bool value) { return value ? Truth::yes : Truth::no; }

using Kind = ExpressionValue::Kind;

bool is_container(const ExpressionValue& value) { return value.kind == Kind::array || value.kind == Kind::object; }

double to_number(const ExpressionValue& value) {
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

/// Texts are compared in upper case. What Unicode's case mapping would say about other letters is not decided here.
Truth equal_texts(std::string_view left, std::string_view right) {
    if (left == right) return Truth::yes;
    if (!is_ascii(left) || !is_ascii(right)) return Truth::unknown;
    return truth(upper_case(left) == upper_case(right));
}

Truth negate(Truth value) {
    if (value == Truth::unknown) return value;
    return value == Truth::yes ? Truth::no : Truth::yes;
}

/// left < right (or <=), with GitHub's coercions.
Truth less(const ExpressionValue& left, const ExpressionValue& right, bool or_equal) {
    if (left.is_unknown() || right.is_unknown()) return Truth::unknown;
    if (left.kind == Kind::string && right.kind == Kind::string) {
        if (!is_ascii(left.text) || !is_ascii(right.text)) return Truth::unknown;
        const int order = upper_case(left.text).compare(upper_case(right.text));
        return truth(or_equal ? order <= 0 : order < 0);
    }
    if (left.kind == right.kind && is_container(left)) return Truth::unknown;
    const double a = to_number(left);
    const double b = to_number(right);
    return truth(or_equal ? a <= b : a < b);
}

}  // namespace

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
    if (left.kind == right.kind) {
        switch (left.kind) {
            case Kind::null:
                return Truth::yes;
            case Kind::boolean:
                return truth(left.boolean == right.boolean);
            case Kind::number:
                return truth(left.number == right.number);
            case Kind::string:
                return equal_texts(left.text, right.text);
            default:
                return Truth::unknown;  // the same object or another one
        }
    }
    return truth(to_number(left) == to_number(right));
}

/// The value of every node, children first.
class ExpressionEvaluator {
  public:
    ExpressionEvaluator(const Expression& expression, const ExpressionContext& context)
        : expression_(expression), context_(context) {}

    // The depth of an expression is bounded by its parser, but a chain of operators is as deep as it is long; nodes
    // come after their children, so a walk over all nodes in order needs no recursion.
    ExpressionValue run() {
        values_.reserve(expression_.nodes().size());
        for (const ExpressionNode& node : expression_.nodes()) values_.push_back(value(node));
        return values_[expression_.root()];
    }

  private:
    const ExpressionValue& child(const ExpressionNode& node, std::size_t position) const {
        return values_[node.children[position]];
    }

    static ExpressionValue of(Truth value) {
        return value == Truth::unknown ? ExpressionValue::unknown() : ExpressionValue::of(value == Truth::yes);
    }

    ExpressionValue value(const ExpressionNode& node) const {
        switch (node.kind) {
            case ExpressionKind::null:
                return ExpressionValue::null();
            case ExpressionKind::boolean:
                return ExpressionValue::of(node.boolean);
            case ExpressionKind::number:
                return ExpressionValue::of(node.number);
            case ExpressionKind::string:
                return ExpressionValue::of(node.text);
            case ExpressionKind::name:
            case ExpressionKind::property:
            case ExpressionKind::index:
            case ExpressionKind::every:
                return read(node);
            case ExpressionKind::call:
                return call(node);
            case ExpressionKind::logical_not:
                return of(negate(truth_of(child(node, 0))));
            case ExpressionKind::logical_and:
                return both(child(node, 0), child(node, 1));
            case ExpressionKind::logical_or:
                return either(child(node, 0), child(node, 1));
            default:
                return of(compare(node.kind, child(node, 0), child(node, 1)));
        }
    }

    static Truth compare(ExpressionKind kind, const ExpressionValue& left, const ExpressionValue& right) {
        switch (kind) {
            case ExpressionKind::equal:
                return loosely_equal(left, right);
            case ExpressionKind::not_equal:
                return negate(loosely_equal(left, right));
            case ExpressionKind::less:
                return less(left, right, false);
            case ExpressionKind::less_equal:
                return less(left, right, true);
            case ExpressionKind::greater:
                return less(right, left, false);
            default:
                return less(right, left, true);
        }
    }

    static ExpressionValue both(const ExpressionValue& left, const ExpressionValue& right) {
        if (truth_of(left) == Truth::no) return left;
        if (truth_of(left) == Truth::yes) return right;
        return ExpressionValue::unknown(truth_of(right) == Truth::no ? Truth::no : Truth::unknown);
    }

    static ExpressionValue either(const ExpressionValue& left, const ExpressionValue& right) {
        if (truth_of(left) == Truth::yes) return left;
        if (truth_of(left) == Truth::no) return right;
        return ExpressionValue::unknown(truth_of(right) == Truth::yes ? Truth::yes : Truth::unknown);
    }

    ExpressionValue read(const ExpressionNode& node) const {
        std::vector<std::string> path;
        const ExpressionNode* at = &node;
        while (at->kind != ExpressionKind::name) {
            if (at->kind == ExpressionKind::property) {
                path.push_back(lower_case(at->text));
            } else if (at->kind == ExpressionKind::every) {
                path.emplace_back("*");
            } else if (at->kind == ExpressionKind::index && child(*at, 1).kind == Kind::string) {
                path.push_back(lower_case(child(*at, 1).text));
            } else {
                return ExpressionValue::unknown();
            }
            at = &expression_.node(at->children[0]);
        }
        path.push_back(lower_case(at->text));
        std::reverse(path.begin(), path.end());
        return context_.lookup(path);
    }

    ExpressionValue call(const ExpressionNode& node) const {
        const std::string name = lower_case(node.text);
        const std::size_t count = node.children.size();
        if (count == 0 && (name == "success" || name == "failure" || name == "always" || name == "cancelled"))
            return context_.status(name);
        if (count == 2 && name == "contains") return of(contains(child(node, 0), child(node, 1)));
        if (count == 2 && name == "startswith") return of(begins(child(node, 0), child(node, 1), false));
        if (count == 2 && name == "endswith") return of(begins(child(node, 0), child(node, 1), true));
        if (count == 1 && name == "fromjson") return from_json(child(node, 0));
        if (count >= 1 && name == "format") return format(node);
        return ExpressionValue::unknown();
    }

    static Truth contains(const ExpressionValue& where, const ExpressionValue& what) {
        if (where.is_unknown() || what.is_unknown()) return Truth::unknown;
        if (where.kind != Kind::array) {
            if (is_container(where) || is_container(what)) return Truth::no;
            const std::string text = text_of(where);
            const std::string part = text_of(what);
            if (!is_ascii(text) || !is_ascii(part)) return Truth::unknown;
            return truth(upper_case(text).find(upper_case(part)) != std::string::npos);
        }
        Truth result = Truth::no;
        for (const ExpressionValue& item : where.items) {
            const Truth same = loosely_equal(item, what);
            if (same == Truth::yes) return same;
            if (same == Truth::unknown) result = same;
        }
        return result;
    }

    static Truth begins(const ExpressionValue& where, const ExpressionValue& what, bool at_end) {
        if (where.is_unknown() || what.is_unknown()) return Truth::unknown;
        if (is_container(where) || is_container(what)) return Truth::no;
        const std::string text = text_of(where);
        const std::string part = text_of(what);
        if (!is_ascii(text) || !is_ascii(part)) return Truth::unknown;
        return truth(at_end ? upper_case(text).ends_with(upper_case(part))
                            : upper_case(text).starts_with(upper_case(part)));
    }

    static ExpressionValue from_json(const ExpressionValue& text) {
        if (text.kind != Kind::string) return ExpressionValue::unknown();
        const std::string_view written = trim(text.text);
        if (written == "true" || written == "false") return ExpressionValue::of(written == "true");
        if (written == "null") return ExpressionValue::null();
        return ExpressionValue::unknown();
    }

    /// format('{0} {1}', a, b) with doubled braces for braces; unknown when anything is odd.
    ExpressionValue format(const ExpressionNode& node) const {
        const ExpressionValue& pattern = child(node, 0);
        if (pattern.kind != Kind::string) return ExpressionValue::unknown();
        const std::string_view text = pattern.text;
        std::string result;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c != '{' && c != '}') {
                result += c;
            } else if (i + 1 < text.size() && text[i + 1] == c) {
                result += c;
                ++i;
            } else {
                const std::size_t end = text.find('}', i);
                if (c == '}' || end == std::string_view::npos) return ExpressionValue::unknown();
                const double number = whole_number(text.substr(i + 1, end - i - 1), 10);
                if (!(number + 1 < static_cast<double>(node.children.size()))) return ExpressionValue::unknown();
                const ExpressionValue& argument = child(node, static_cast<std::size_t>(number) + 1);
                if (argument.is_unknown()) return ExpressionValue::unknown();
                result += text_of(argument);
                i = end;
            }
        }
        return ExpressionValue::of(std::move(result));
    }

    static std::string text_of(const ExpressionValue& value) {
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

    static std::string number_text(double number) {
        if (std::isnan(number)) return "NaN";
        if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
        if (number == 0) return "0";
        std::array<char, 32> buffer{};
        constexpr int digits = 15;  // GitHub's G15
        const auto [end, problem] =
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::general, digits);
        return {buffer.data(), end};
    }

    const Expression& expression_;
    const ExpressionContext& context_;
    std::vector<ExpressionValue> values_;
};

ExpressionValue evaluate(const Expression& expression, const ExpressionContext& context) {
    if (!expression.valid()) return ExpressionValue::unknown();
    return ExpressionEvaluator(expression, context).run();
}

}  // namespace csr::model
