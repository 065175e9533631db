#include "model/cloudformation/json_writer.hpp"

#include <fmt/format.h>
#include <string>

#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::uint32_t max_depth = 100;

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20U) {
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

bool append(std::string& out, const Value& value, std::uint32_t depth);

bool append_list(std::string& out, const List& list, std::uint32_t depth) {
    out += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) out += ',';
        if (!append(out, list.at(i), depth)) return false;
    }
    out += ']';
    return true;
}

bool append_map(std::string& out, const Map& map, std::uint32_t depth) {
    out += '{';
    for (std::size_t i = 0; i < map.size(); ++i) {
        const Value key = map.key_at(i);
        const std::optional<Value> value = map.get(key);
        if (!value || !key.is(Kind::string)) return false;
        if (i > 0) out += ',';
        append_quoted(out, key.text());
        out += ':';
        if (!append(out, *value, depth)) return false;
    }
    out += '}';
    return true;
}

bool append(std::string& out, const Value& value, std::uint32_t depth) {
    if (depth > max_depth || out.size() > EvaluationLimits::text) return false;
    switch (value.kind()) {
        case Kind::null:
            out += "null";
            return true;
        case Kind::boolean:
            out += value.as_boolean() ? "true" : "false";
            return true;
        case Kind::integer:
            out += fmt::format("{}", value.as_integer());
            return true;
        case Kind::floating:
            out += fmt::format("{}", value.as_floating());
            return true;
        case Kind::string:
            append_quoted(out, value.text());
            return true;
        case Kind::list:
            return append_list(out, value.as_list(), depth + 1);
        case Kind::map:
            return append_map(out, value.as_map(), depth + 1);
        default:
            return false;
    }
}

}  // namespace

std::optional<std::string_view> json_text(base::Arena& arena, const Value& value) {
    std::string out;
    if (!append(out, value, 0)) return std::nullopt;
    return arena.copy(out);
}

}  // namespace csr::model::cloudformation
