// CEL's math extension.
#include <array>
#include <cmath>
#include <limits>

#include "cel/cel.hpp"
#include "cel/library.hpp"
#include "cel/operators.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

namespace {

using Arguments = std::span<const Value>;

/// The greatest (wanted 1) or least (-1) item; the first of equal ones.
Value extreme(const CallContext& context, Arguments arguments, int wanted) {
    if (is_number(arguments[0])) return arguments[0];
    if (!arguments[0].is(Kind::list)) return no_overload(context.evaluation.arena, "math", arguments);
    const model::List& list = arguments[0].as_list();
    if (list.size() == 0) return Value::error("math: the list is empty");
    if (!context.spend(list.size())) return limit_reached(context.evaluation.arena, "evaluation steps");
    std::optional<Value> open;
    std::optional<Value> best;
    for (std::size_t index = 0; index < list.size(); ++index) {
        const Value item = list.at(index);
        if (item.is(Kind::unknown)) {
            const std::array<Value, 2> parts{open.value_or(item), item};
            open = merge_unknowns(parts, context.evaluation.arena);
            continue;
        }
        if (!is_number(item)) return no_overload(context.evaluation.arena, "math", std::span(&item, 1));
        if (!best || compare(item, *best) == wanted) best = item;
    }
    return open ? *open : *best;
}

Value greatest(const CallContext& context, Arguments arguments) { return extreme(context, arguments, 1); }
Value least(const CallContext& context, Arguments arguments) { return extreme(context, arguments, -1); }

Value ceil(const CallContext& /*context*/, Arguments arguments) {
    return Value::floating(std::ceil(arguments[0].as_floating()));
}
Value floor(const CallContext& /*context*/, Arguments arguments) {
    return Value::floating(std::floor(arguments[0].as_floating()));
}
Value round(const CallContext& /*context*/, Arguments arguments) {
    return Value::floating(std::round(arguments[0].as_floating()));
}
Value trunc(const CallContext& /*context*/, Arguments arguments) {
    return Value::floating(std::trunc(arguments[0].as_floating()));
}
Value square_root(const CallContext& /*context*/, Arguments arguments) {
    const Value& value = arguments[0];
    if (value.is(Kind::integer)) return Value::floating(std::sqrt(static_cast<double>(value.as_integer())));
    if (value.is(Kind::unsigned_integer)) return Value::floating(std::sqrt(static_cast<double>(value.as_unsigned())));
    return Value::floating(std::sqrt(value.as_floating()));
}

Value absolute(const CallContext& context, Arguments arguments) {
    const Value& value = arguments[0];
    if (value.is(Kind::unsigned_integer)) return value;
    if (value.is(Kind::floating)) return Value::floating(std::abs(value.as_floating()));
    return value.as_integer() < 0 ? negate(value, context.evaluation.arena) : value;
}

Value sign(const CallContext& /*context*/, Arguments arguments) {
    const Value& value = arguments[0];
    if (value.is(Kind::unsigned_integer)) return Value::unsigned_integer(value.as_unsigned() == 0 ? 0 : 1);
    if (value.is(Kind::integer))
        return Value::integer((value.as_integer() > 0 ? 1 : 0) - (value.as_integer() < 0 ? 1 : 0));
    const double number = value.as_floating();
    return Value::floating(std::isnan(number) ? number : (number > 0 ? 1.0 : 0.0) - (number < 0 ? 1.0 : 0.0));
}

Value is_nan(const CallContext& /*context*/, Arguments arguments) {
    return Value::boolean(std::isnan(arguments[0].as_floating()));
}
Value is_infinite(const CallContext& /*context*/, Arguments arguments) {
    return Value::boolean(std::isinf(arguments[0].as_floating()));
}
Value is_finite(const CallContext& /*context*/, Arguments arguments) {
    return Value::boolean(std::isfinite(arguments[0].as_floating()));
}

/// The bits of an int or uint, and the way back.
std::uint64_t bits(const Value& value) {
    return value.is(Kind::integer) ? static_cast<std::uint64_t>(value.as_integer()) : value.as_unsigned();
}
Value from_bits(std::uint64_t made, const Value& like) {
    return like.is(Kind::integer) ? Value::integer(static_cast<std::int64_t>(made)) : Value::unsigned_integer(made);
}

Value bit_and(const CallContext& /*context*/, Arguments arguments) {
    return from_bits(bits(arguments[0]) & bits(arguments[1]), arguments[0]);
}
Value bit_or(const CallContext& /*context*/, Arguments arguments) {
    return from_bits(bits(arguments[0]) | bits(arguments[1]), arguments[0]);
}
Value bit_xor(const CallContext& /*context*/, Arguments arguments) {
    return from_bits(bits(arguments[0]) ^ bits(arguments[1]), arguments[0]);
}
Value bit_not(const CallContext& /*context*/, Arguments arguments) {
    return from_bits(~bits(arguments[0]), arguments[0]);
}

Value shift(Arguments arguments, bool left) {
    const std::int64_t by = arguments[1].as_integer();
    if (by < 0) return Value::error("math: the shift must not be negative");
    if (by >= 64) return from_bits(0, arguments[0]);
    const std::uint64_t value = bits(arguments[0]);
    return from_bits(left ? value << static_cast<unsigned>(by) : value >> static_cast<unsigned>(by), arguments[0]);
}
Value shift_left(const CallContext& /*context*/, Arguments arguments) { return shift(arguments, true); }
Value shift_right(const CallContext& /*context*/, Arguments arguments) { return shift(arguments, false); }

constexpr const model::Type& dynamic = model::dynamic_type;
constexpr const model::Type& integer = model::integer_type;
constexpr const model::Type& natural = model::unsigned_type;
constexpr const model::Type& floating = model::floating_type;
constexpr const model::Type& boolean = model::boolean_type;

constexpr std::array functions{
    global_function("math.greatest", greatest, dynamic, dynamic),
    global_function("math.least", least, dynamic, dynamic),
    global_function("math.ceil", ceil, floating, floating),
    global_function("math.floor", floor, floating, floating),
    global_function("math.round", round, floating, floating),
    global_function("math.trunc", trunc, floating, floating),
    global_function("math.sqrt", square_root, floating, integer),
    global_function("math.sqrt", square_root, floating, natural),
    global_function("math.sqrt", square_root, floating, floating),
    global_function("math.abs", absolute, integer, integer),
    global_function("math.abs", absolute, natural, natural),
    global_function("math.abs", absolute, floating, floating),
    global_function("math.sign", sign, integer, integer),
    global_function("math.sign", sign, natural, natural),
    global_function("math.sign", sign, floating, floating),
    global_function("math.isNaN", is_nan, boolean, floating),
    global_function("math.isInf", is_infinite, boolean, floating),
    global_function("math.isFinite", is_finite, boolean, floating),
    global_function("math.bitAnd", bit_and, integer, integer, integer),
    global_function("math.bitAnd", bit_and, natural, natural, natural),
    global_function("math.bitOr", bit_or, integer, integer, integer),
    global_function("math.bitOr", bit_or, natural, natural, natural),
    global_function("math.bitXor", bit_xor, integer, integer, integer),
    global_function("math.bitXor", bit_xor, natural, natural, natural),
    global_function("math.bitNot", bit_not, integer, integer),
    global_function("math.bitNot", bit_not, natural, natural),
    global_function("math.bitShiftLeft", shift_left, integer, integer, integer),
    global_function("math.bitShiftLeft", shift_left, natural, natural, integer),
    global_function("math.bitShiftRight", shift_right, integer, integer, integer),
    global_function("math.bitShiftRight", shift_right, natural, natural, integer),
};

}  // namespace

std::span<const Function> math_functions() { return functions; }

}  // namespace csr::cel
