// Sizes, conversions and types.
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <string>

#include "cel/cel.hpp"
#include "cel/library.hpp"
#include "cel/operators.hpp"
#include "cel/unicode.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

namespace {

using Arguments = std::span<const Value>;

Value copied(const CallContext& context, std::string_view text) {
    return Value::string(context.evaluation.arena.copy(text));
}

Value size_of(std::size_t size) { return Value::integer(static_cast<std::int64_t>(size)); }

Value size_of_string(const CallContext& /*context*/, Arguments arguments) {
    return size_of(count_code_points(arguments[0].text()));
}

Value size_of_bytes(const CallContext& /*context*/, Arguments arguments) { return size_of(arguments[0].text().size()); }

Value size_of_list(const CallContext& context, Arguments arguments) {
    const model::List& list = arguments[0].as_list();
    if (const auto open = open_items(list, context.evaluation.arena)) return *open;
    return size_of(list.size());
}

Value size_of_map(const CallContext& context, Arguments arguments) {
    const model::Map& map = arguments[0].as_map();
    for (std::size_t index = 0; index < map.size(); ++index) {
        const auto member = map.get(map.key_at(index));
        if (member && is_maybe_absent(*member)) return merge_unknowns(std::span(&*member, 1), context.evaluation.arena);
    }
    return size_of(map.size());
}

Value same(const CallContext& /*context*/, Arguments arguments) { return arguments[0]; }

Value type_value(const CallContext& /*context*/, Arguments arguments) {
    return Value::type(kind_name(arguments[0].kind()));
}

// Numbers. Converted values keep the place of what they were made from.

Value range_error(Arguments arguments) { return Value::error("range error", arguments[0].place()); }

Value integer_from_unsigned(const CallContext& /*context*/, Arguments arguments) {
    const std::uint64_t value = arguments[0].as_unsigned();
    if (value >> 63U != 0) return range_error(arguments);
    return Value::integer(static_cast<std::int64_t>(value), arguments[0].place());
}

Value integer_from_double(const CallContext& /*context*/, Arguments arguments) {
    const double value = arguments[0].as_floating();
    constexpr double limit = 9223372036854775808.0;
    if (!(value > -limit && value < limit)) return range_error(arguments);
    return Value::integer(static_cast<std::int64_t>(value), arguments[0].place());
}

/// Reads the whole text as a number.
template <class T>
bool read_number(std::string_view text, T& value) {
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

Value not_a_number(const CallContext& context, Arguments arguments, std::string_view wanted) {
    const std::string_view text = arguments[0].text().substr(0, 64);
    return make_error(context.evaluation.arena, fmt::format("type conversion error: '{}' is no {}", text, wanted))
        .placed(arguments[0].place());
}

Value integer_from_string(const CallContext& context, Arguments arguments) {
    std::int64_t value = 0;
    if (!read_number(arguments[0].text(), value)) return not_a_number(context, arguments, "int");
    return Value::integer(value, arguments[0].place());
}

Value unsigned_from_integer(const CallContext& /*context*/, Arguments arguments) {
    const std::int64_t value = arguments[0].as_integer();
    if (value < 0) return range_error(arguments);
    return Value::unsigned_integer(static_cast<std::uint64_t>(value), arguments[0].place());
}

Value unsigned_from_double(const CallContext& /*context*/, Arguments arguments) {
    const double value = arguments[0].as_floating();
    if (!(value > -1 && value < 18446744073709551616.0)) return range_error(arguments);
    return Value::unsigned_integer(static_cast<std::uint64_t>(value), arguments[0].place());
}

Value unsigned_from_string(const CallContext& context, Arguments arguments) {
    std::uint64_t value = 0;
    if (!read_number(arguments[0].text(), value)) return not_a_number(context, arguments, "uint");
    return Value::unsigned_integer(value, arguments[0].place());
}

Value double_from_integer(const CallContext& /*context*/, Arguments arguments) {
    return Value::floating(static_cast<double>(arguments[0].as_integer()), arguments[0].place());
}

Value double_from_unsigned(const CallContext& /*context*/, Arguments arguments) {
    return Value::floating(static_cast<double>(arguments[0].as_unsigned()), arguments[0].place());
}

Value double_from_string(const CallContext& context, Arguments arguments) {
    double value = 0;
    if (!read_number(arguments[0].text(), value)) return not_a_number(context, arguments, "double");
    return Value::floating(value, arguments[0].place());
}

Value boolean_from_string(const CallContext& context, Arguments arguments) {
    const std::string_view text = arguments[0].text();
    for (const std::string_view word : {"true", "TRUE", "True", "t", "1"}) {
        if (text == word) return Value::boolean(true, arguments[0].place());
    }
    for (const std::string_view word : {"false", "FALSE", "False", "f", "0"}) {
        if (text == word) return Value::boolean(false, arguments[0].place());
    }
    return not_a_number(context, arguments, "bool");
}

// Texts.

Value string_from_integer(const CallContext& context, Arguments arguments) {
    return copied(context, std::to_string(arguments[0].as_integer())).placed(arguments[0].place());
}

Value string_from_unsigned(const CallContext& context, Arguments arguments) {
    return copied(context, std::to_string(arguments[0].as_unsigned())).placed(arguments[0].place());
}

Value string_from_double(const CallContext& context, Arguments arguments) {
    return copied(context, double_text(arguments[0].as_floating())).placed(arguments[0].place());
}

Value string_from_boolean(const CallContext& /*context*/, Arguments arguments) {
    return Value::string(arguments[0].as_boolean() ? "true" : "false", arguments[0].place());
}

Value string_from_bytes(const CallContext& /*context*/, Arguments arguments) {
    if (!is_utf8(arguments[0].text())) return Value::error("invalid UTF-8 in bytes, cannot convert to string");
    return Value::string(arguments[0].text(), arguments[0].place());
}

Value bytes_from_string(const CallContext& /*context*/, Arguments arguments) {
    return Value::bytes(arguments[0].text(), arguments[0].place());
}

constexpr const model::Type& dynamic = model::dynamic_type;
constexpr const model::Type& integer = model::integer_type;
constexpr const model::Type& unsigned_integer = model::unsigned_type;
constexpr const model::Type& floating = model::floating_type;
constexpr const model::Type& boolean = model::boolean_type;
constexpr const model::Type& string = model::string_type;
constexpr const model::Type& bytes = model::bytes_type;

constexpr std::array functions{
    global_function("size", size_of_string, integer, string),
    global_function("size", size_of_bytes, integer, bytes),
    global_function("size", size_of_list, integer, model::dynamic_list_type),
    global_function("size", size_of_map, integer, model::dynamic_map_type),
    member_function("size", size_of_string, integer, string),
    member_function("size", size_of_bytes, integer, bytes),
    member_function("size", size_of_list, integer, model::dynamic_list_type),
    member_function("size", size_of_map, integer, model::dynamic_map_type),
    global_function("dyn", same, dynamic, dynamic),
    global_function("type", type_value, model::type_type, dynamic),
    global_function("bool", same, boolean, boolean),
    global_function("bool", boolean_from_string, boolean, string),
    global_function("int", same, integer, integer),
    global_function("int", integer_from_unsigned, integer, unsigned_integer),
    global_function("int", integer_from_double, integer, floating),
    global_function("int", integer_from_string, integer, string),
    global_function("uint", same, unsigned_integer, unsigned_integer),
    global_function("uint", unsigned_from_integer, unsigned_integer, integer),
    global_function("uint", unsigned_from_double, unsigned_integer, floating),
    global_function("uint", unsigned_from_string, unsigned_integer, string),
    global_function("double", same, floating, floating),
    global_function("double", double_from_integer, floating, integer),
    global_function("double", double_from_unsigned, floating, unsigned_integer),
    global_function("double", double_from_string, floating, string),
    global_function("string", same, string, string),
    global_function("string", string_from_integer, string, integer),
    global_function("string", string_from_unsigned, string, unsigned_integer),
    global_function("string", string_from_double, string, floating),
    global_function("string", string_from_boolean, string, boolean),
    global_function("string", string_from_bytes, string, bytes),
    global_function("bytes", same, bytes, bytes),
    global_function("bytes", bytes_from_string, bytes, string),
};

}  // namespace

std::string double_text(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 512> buffer{};
    const auto made = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    return {buffer.data(), made.ptr};
}

std::span<const Function> core_functions() { return functions; }

}  // namespace csr::cel
