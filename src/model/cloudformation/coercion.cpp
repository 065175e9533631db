#include "model/cloudformation/coercion.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
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

/// The value cannot be what its property needs: CloudFormation refuses it.
Value unfit(base::Arena& arena, const Value& value) {
    std::string_view subject = value.is(Kind::list) ? "[...]" : "{...}";
    if (const std::optional<std::string_view> text = scalar_text(arena, value))
        subject = arena.copy(fmt::format("\"{}\"", *text));
    return unknown(arena, Cause{CauseKind::wrong_type, subject, value.place()});
}

/// Neither null nor something whose value is open.
bool is_said(const Value& value) { return !value.is(Kind::unknown) && !value.is(Kind::null) && !value.is(Kind::error); }

Value to_boolean(base::Arena& arena, const Value& value) {
    if (value.is(Kind::boolean) || !is_said(value)) return value;
    const std::optional<bool> read = value.is(Kind::string) ? parse_boolean(value.text()) : std::nullopt;
    return read ? Value::boolean(*read, value.place()) : unfit(arena, value);
}

Value to_integer(base::Arena& arena, const Value& value) {
    if (value.is(Kind::integer) || !is_said(value)) return value;
    if (value.is(Kind::string)) {
        if (const std::optional<std::int64_t> read = parse_integer(value.text()))
            return Value::integer(*read, value.place());
    }
    constexpr double exact = 9007199254740992.0;  // 2^53
    const std::optional<double> number = value.is(Kind::floating) ? std::optional(value.as_floating())
                                         : value.is(Kind::string) ? parse_number(value.text())
                                                                  : std::nullopt;
    if (!number) return unfit(arena, value);
    if (std::trunc(*number) != *number || std::fabs(*number) > exact) return Value::floating(*number, value.place());
    return Value::integer(static_cast<std::int64_t>(*number), value.place());
}

Value to_floating(base::Arena& arena, const Value& value) {
    if (value.is(Kind::floating) || !is_said(value)) return value;
    if (value.is(Kind::integer)) return Value::floating(static_cast<double>(value.as_integer()), value.place());
    const std::optional<double> read = value.is(Kind::string) ? parse_number(value.text()) : std::nullopt;
    return read ? Value::floating(*read, value.place()) : unfit(arena, value);
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
    if (value.is(Kind::map) && value.as_map().object_type().empty()) return unfit(arena, value);
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
            return to_boolean(arena, value);
        case Type::Kind::integer:
            return to_integer(arena, value);
        case Type::Kind::floating:
            return to_floating(arena, value);
        case Type::Kind::string:
            return to_string(arena, value);
        case Type::Kind::list:
            return to_list(arena, value, *type);
        default:
            return value;
    }
}

}  // namespace csr::model::cloudformation
