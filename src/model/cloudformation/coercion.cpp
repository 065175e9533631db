#include "model/cloudformation/coercion.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

std::optional<bool> parse_boolean(std::string_view text) {
    if (text == "true" || text == "True" || text == "TRUE") return true;
    if (text == "false" || text == "False" || text == "FALSE") return false;
    return std::nullopt;
}

Value to_boolean(const Value& value) {
    if (!value.is(Kind::string)) return value;
    const std::optional<bool> read = parse_boolean(value.text());
    return read ? Value::boolean(*read, value.place()) : value;
}

Value to_integer(const Value& value) {
    if (value.is(Kind::string)) {
        const std::optional<std::int64_t> read = parse_integer(value.text());
        return read ? Value::integer(*read, value.place()) : value;
    }
    constexpr double exact = 9007199254740992.0;  // 2^53
    if (value.is(Kind::floating) && std::trunc(value.as_floating()) == value.as_floating() &&
        std::fabs(value.as_floating()) <= exact)
        return Value::integer(static_cast<std::int64_t>(value.as_floating()), value.place());
    return value;
}

Value to_floating(const Value& value) {
    if (value.is(Kind::integer)) return Value::floating(static_cast<double>(value.as_integer()), value.place());
    if (!value.is(Kind::string)) return value;
    const std::optional<double> read = parse_number(value.text());
    return read ? Value::floating(*read, value.place()) : value;
}

Value to_string(base::Arena& arena, const Value& value) {
    if (value.is(Kind::string) || value.is(Kind::null)) return value;
    const std::optional<std::string_view> text = scalar_text(arena, value);
    return text ? Value::string(*text, value.place()) : value;
}

bool is_scalar(const Value& value) {
    switch (value.kind()) {
        case Kind::boolean:
        case Kind::integer:
        case Kind::floating:
        case Kind::string:
            return true;
        default:
            return false;
    }
}

Value to_list(base::Arena& arena, const Value& value, const Type& type) {
    if (!is_scalar(value)) return value;
    return make_list(arena, {coerce(arena, value, type.element)}, value.place());
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) {
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0o")) {
        base = text[1] == 'x' ? 16 : 8;
        text.remove_prefix(2);
    } else if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value, base);
    if (text.empty() || error != std::errc() || rest != end) return std::nullopt;
    return value;
}

std::optional<double> parse_number(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || text.starts_with('-')) return std::nullopt;
    double value = 0;
    if (text == ".inf" || text == ".Inf" || text == ".INF") {
        value = std::numeric_limits<double>::infinity();
    } else if (text == ".nan" || text == ".NaN" || text == ".NAN") {
        value = std::numeric_limits<double>::quiet_NaN();
    } else {
        const char* const end = text.data() + text.size();
        const auto [rest, error] = std::from_chars(text.data(), end, value);
        if (error != std::errc() || rest != end || text[0] == 'i' || text[0] == 'n') return std::nullopt;
    }
    return negative ? -value : value;
}

Value scalar_as_written(syntax::NodeRef node) {
    const Place place = place_of(node);
    const std::string_view text = node.text();
    switch (node.kind()) {
        case syntax::NodeKind::boolean:
            return Value::boolean(text.starts_with('t') || text.starts_with('T'), place);
        case syntax::NodeKind::integer:
            if (const std::optional<std::int64_t> read = parse_integer(text)) return Value::integer(*read, place);
            [[fallthrough]];
        case syntax::NodeKind::floating:
            if (const std::optional<double> read = parse_number(text)) return Value::floating(*read, place);
            [[fallthrough]];
        case syntax::NodeKind::string:
            return Value::string(text, place);
        default:
            return Value::null(place);
    }
}

Value coerce(base::Arena& arena, const Value& value, const Type* type) {
    if (type == nullptr) return value;
    switch (type->kind) {
        case Type::Kind::boolean:
            return to_boolean(value);
        case Type::Kind::integer:
            return to_integer(value);
        case Type::Kind::floating:
            return to_floating(value);
        case Type::Kind::string:
            return to_string(arena, value);
        case Type::Kind::list:
            return to_list(arena, value, *type);
        default:
            return value;
    }
}

}  // namespace csr::model::cloudformation
