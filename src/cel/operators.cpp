#include "cel/operators.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <string>
#include <vector>

#include "cel/containers.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::error:
            return "error";
        case Kind::unknown:
            return "unknown";
        case Kind::null:
            return "null_type";
        case Kind::boolean:
            return "bool";
        case Kind::integer:
            return "int";
        case Kind::unsigned_integer:
            return "uint";
        case Kind::floating:
            return "double";
        case Kind::string:
            return "string";
        case Kind::bytes:
            return "bytes";
        case Kind::list:
            return "list";
        case Kind::map:
            return "map";
        case Kind::type:
            return "type";
        case Kind::optional:
            return "optional_type";
    }
    return "unknown";
}

bool is_number(const Value& value) {
    return value.is(Kind::integer) || value.is(Kind::unsigned_integer) || value.is(Kind::floating);
}

Value make_error(base::Arena& arena, std::string_view text) { return Value::error(arena.copy(text)); }

Value no_overload(base::Arena& arena, std::string_view name, std::span<const Value> arguments) {
    std::string text = fmt::format("no such overload: {}(", name);
    for (std::size_t index = 0; index < arguments.size(); ++index) {
        if (index > 0) text += ", ";
        text += kind_name(arguments[index].kind());
    }
    const auto located = std::ranges::find_if(arguments, [](const Value& value) { return value.place().valid(); });
    return Value::error(arena.copy(text + ")"), located == arguments.end() ? model::Place{} : located->place());
}

namespace {

template <class T>
int order(T left, T right) {
    return left < right ? -1 : (right < left ? 1 : 0);
}

constexpr double two_63 = 9223372036854775808.0;
constexpr double two_64 = 18446744073709551616.0;

// An integer and a double compare as doubles, as CEL wants it, unless the double lies outside the integer's range.

int order_mixed(std::int64_t left, double right) {
    if (right > two_63) return -1;
    if (right < -two_63) return 1;
    return order(static_cast<double>(left), right);
}

int order_mixed(std::uint64_t left, double right) {
    if (right > two_64) return -1;
    if (right < 0) return 1;
    return order(static_cast<double>(left), right);
}

int order_mixed(std::int64_t left, std::uint64_t right) {
    return left < 0 ? -1 : order(static_cast<std::uint64_t>(left), right);
}

constexpr int unordered = 2;

int compare_numbers(const Value& left, const Value& right) {
    const auto nan = [](const Value& value) { return value.is(Kind::floating) && std::isnan(value.as_floating()); };
    if (nan(left) || nan(right)) return unordered;
    if (left.kind() == right.kind()) {
        if (left.is(Kind::integer)) return order(left.as_integer(), right.as_integer());
        if (left.is(Kind::unsigned_integer)) return order(left.as_unsigned(), right.as_unsigned());
        return order(left.as_floating(), right.as_floating());
    }
    if (left.is(Kind::integer)) {
        if (right.is(Kind::floating)) return order_mixed(left.as_integer(), right.as_floating());
        return order_mixed(left.as_integer(), right.as_unsigned());
    }
    if (left.is(Kind::unsigned_integer) && right.is(Kind::floating))
        return order_mixed(left.as_unsigned(), right.as_floating());
    return -compare_numbers(right, left);
}

Value overflow() { return Value::error("integer overflow"); }

Value integer_arithmetic(Op op, std::int64_t left, std::int64_t right) {
    std::int64_t result = 0;
    switch (op) {
        case Op::add:
            return __builtin_add_overflow(left, right, &result) ? overflow() : Value::integer(result);
        case Op::subtract:
            return __builtin_sub_overflow(left, right, &result) ? overflow() : Value::integer(result);
        case Op::multiply:
            return __builtin_mul_overflow(left, right, &result) ? overflow() : Value::integer(result);
        default:
            break;
    }
    if (right == 0) return Value::error(op == Op::divide ? "division by zero" : "modulus by zero");
    if (right == -1 && left == std::numeric_limits<std::int64_t>::min()) return overflow();
    return Value::integer(op == Op::divide ? left / right : left % right);
}

Value unsigned_arithmetic(Op op, std::uint64_t left, std::uint64_t right) {
    std::uint64_t result = 0;
    const auto given = [&result](bool overflowed) {
        return overflowed ? Value::error("unsigned integer overflow") : Value::unsigned_integer(result);
    };
    switch (op) {
        case Op::add:
            return given(__builtin_add_overflow(left, right, &result));
        case Op::subtract:
            return given(__builtin_sub_overflow(left, right, &result));
        case Op::multiply:
            return given(__builtin_mul_overflow(left, right, &result));
        default:
            break;
    }
    if (right == 0) return Value::error(op == Op::divide ? "division by zero" : "modulus by zero");
    return Value::unsigned_integer(op == Op::divide ? left / right : left % right);
}

/// IEEE 754: a division by zero gives an infinity or NaN, which C++ leaves undefined.
double divide(double left, double right) {
    if (right != 0) return left / right;
    if (left == 0 || std::isnan(left) || std::isnan(right)) return std::numeric_limits<double>::quiet_NaN();
    const bool negative = std::signbit(left) != std::signbit(right);
    return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
}

std::optional<Value> floating_arithmetic(Op op, double left, double right) {
    switch (op) {
        case Op::add:
            return Value::floating(left + right);
        case Op::subtract:
            return Value::floating(left - right);
        case Op::multiply:
            return Value::floating(left * right);
        case Op::divide:
            return Value::floating(divide(left, right));
        default:
            return std::nullopt;
    }
}

Value concatenate_texts(const Value& left, const Value& right, base::Arena& arena) {
    const std::size_t size = left.text().size() + right.text().size();
    if (size > most_bytes) return limit_reached(arena, "text size");
    char* bytes = static_cast<char*>(arena.allocate(size + 1, 1));
    std::copy(left.text().begin(), left.text().end(), bytes);
    std::copy(right.text().begin(), right.text().end(), bytes + left.text().size());
    const std::string_view text(bytes, size);
    return left.is(Kind::string) ? Value::string(text) : Value::bytes(text);
}

Value concatenate_lists(const model::List& left, const model::List& right, base::Arena& arena) {
    const std::size_t size = left.size() + right.size();
    if (size > most_items) return limit_reached(arena, "list size");
    std::vector<Value> items;
    items.reserve(size);
    for (std::size_t index = 0; index < left.size(); ++index) items.push_back(left.at(index));
    for (std::size_t index = 0; index < right.size(); ++index) items.push_back(right.at(index));
    return make_list(arena, items);
}

std::string_view symbol(Op op) {
    switch (op) {
        case Op::add:
            return "_+_";
        case Op::subtract:
            return "_-_";
        case Op::multiply:
            return "_*_";
        case Op::divide:
            return "_/_";
        default:
            return "_%_";
    }
}

}  // namespace

std::optional<int> compare(const Value& left, const Value& right) {
    if (is_number(left) && is_number(right)) return compare_numbers(left, right);
    if (left.kind() != right.kind()) return std::nullopt;
    switch (left.kind()) {
        case Kind::boolean:
            return order<int>(left.as_boolean() ? 1 : 0, right.as_boolean() ? 1 : 0);
        case Kind::string:
        case Kind::bytes:
            return order<int>(left.text().compare(right.text()), 0);
        default:
            return std::nullopt;
    }
}

Value arithmetic(Op op, const Value& left, const Value& right, base::Arena& arena) {
    if (left.kind() == right.kind()) {
        switch (left.kind()) {
            case Kind::integer:
                return integer_arithmetic(op, left.as_integer(), right.as_integer());
            case Kind::unsigned_integer:
                return unsigned_arithmetic(op, left.as_unsigned(), right.as_unsigned());
            case Kind::floating:
                if (const auto made = floating_arithmetic(op, left.as_floating(), right.as_floating())) return *made;
                break;
            case Kind::string:
            case Kind::bytes:
                if (op == Op::add) return concatenate_texts(left, right, arena);
                break;
            case Kind::list:
                if (op == Op::add) return concatenate_lists(left.as_list(), right.as_list(), arena);
                break;
            default:
                break;
        }
    }
    const std::array<Value, 2> operands{left, right};
    return no_overload(arena, symbol(op), operands);
}

Value negate(const Value& operand, base::Arena& arena) {
    if (operand.is(Kind::integer)) return integer_arithmetic(Op::subtract, 0, operand.as_integer());
    if (operand.is(Kind::floating)) return Value::floating(-operand.as_floating());
    return no_overload(arena, "-_", std::span(&operand, 1));
}

Value limit_reached(base::Arena& arena, std::string_view limit) {
    model::Cause cause;
    cause.kind = model::CauseKind::limit;
    cause.subject = limit;
    return model::unknown(arena, cause);
}

}  // namespace csr::cel
