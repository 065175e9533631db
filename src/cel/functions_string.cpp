// CEL's own string functions and those of its string extension. Positions count code points.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "cel/cel.hpp"
#include "cel/containers.hpp"
#include "cel/format.hpp"
#include "cel/library.hpp"
#include "cel/machine.hpp"
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

Value integer_of(std::size_t value) { return Value::integer(static_cast<std::int64_t>(value)); }

Value contains(const CallContext& /*context*/, Arguments arguments) {
    return Value::boolean(arguments[0].text().contains(arguments[1].text()));
}

Value starts_with(const CallContext& /*context*/, Arguments arguments) {
    return Value::boolean(arguments[0].text().starts_with(arguments[1].text()));
}

Value ends_with(const CallContext& /*context*/, Arguments arguments) {
    return Value::boolean(arguments[0].text().ends_with(arguments[1].text()));
}

Value matches(const CallContext& context, Arguments arguments) {
    if (!context.spend(1 + arguments[0].text().size() / 64))
        return limit_reached(context.evaluation.arena, "evaluation steps");
    const auto judge = [&](const Regex& regex) {
        const std::string wrong = regex.error();
        if (!wrong.empty()) return make_error(context.evaluation.arena, "invalid regular expression: " + wrong);
        return Value::boolean(regex.found_in(arguments[0].text()));
    };
    if (context.machine != nullptr) return judge(context.machine->regex(arguments[1].text()));
    return judge(Regex(arguments[1].text()));
}

Value out_of_range() { return Value::error("index out of range"); }

/// The byte offset of a position from 0 to the number of code points.
std::optional<std::size_t> offset_at(std::string_view text, std::int64_t position) {
    if (position < 0) return std::nullopt;
    std::size_t offset = 0;
    for (std::int64_t left = position; left > 0; --left) {
        if (offset >= text.size()) return std::nullopt;
        offset += std::max<std::size_t>(decode(text.substr(offset)).size, 1);
    }
    return offset;
}

Value char_at(const CallContext& /*context*/, Arguments arguments) {
    const std::string_view text = arguments[0].text();
    const auto offset = offset_at(text, arguments[1].as_integer());
    if (!offset) return out_of_range();
    if (*offset == text.size()) return Value::string("");
    return Value::string(text.substr(*offset, std::max<std::size_t>(decode(text.substr(*offset)).size, 1)));
}

Value position_of(std::string_view text, std::size_t offset) {
    if (offset == std::string_view::npos) return Value::integer(-1);
    return integer_of(count_code_points(text.substr(0, offset)));
}

Value index_of(const CallContext& /*context*/, Arguments arguments) {
    const std::string_view text = arguments[0].text();
    const auto from = offset_at(text, arguments.size() > 2 ? arguments[2].as_integer() : 0);
    if (!from) return out_of_range();
    return position_of(text, text.find(arguments[1].text(), *from));
}

Value last_index_of(const CallContext& /*context*/, Arguments arguments) {
    const std::string_view text = arguments[0].text();
    if (arguments.size() == 2) return position_of(text, text.rfind(arguments[1].text()));
    const auto from = offset_at(text, arguments[2].as_integer());
    if (!from) return out_of_range();
    return position_of(text, text.rfind(arguments[1].text(), *from));
}

Value substring(const CallContext& /*context*/, Arguments arguments) {
    const std::string_view text = arguments[0].text();
    const auto begin = offset_at(text, arguments[1].as_integer());
    const auto end = arguments.size() > 2 ? offset_at(text, arguments[2].as_integer()) : text.size();
    if (!begin || !end || *begin > *end) return out_of_range();
    return Value::string(text.substr(*begin, *end - *begin));
}

std::string mapped(std::string_view text, char first, char last) {
    std::string made(text);
    for (char& c : made) {
        if (c >= first && c <= last) c = static_cast<char>(c ^ 0x20);
    }
    return made;
}

Value lower_ascii(const CallContext& context, Arguments arguments) {
    return copied(context, mapped(arguments[0].text(), 'A', 'Z')).placed(arguments[0].place());
}

Value upper_ascii(const CallContext& context, Arguments arguments) {
    return copied(context, mapped(arguments[0].text(), 'a', 'z')).placed(arguments[0].place());
}

Value trim(const CallContext& /*context*/, Arguments arguments) {
    std::string_view text = arguments[0].text();
    for (CodePoint point = decode(text); point.size > 0 && is_space(point.value); point = decode(text))
        text.remove_prefix(point.size);
    while (!text.empty()) {
        std::size_t last = text.size() - 1;
        while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
        const CodePoint point = decode(text.substr(last));
        if (point.size == 0 || !is_space(point.value)) break;
        text.remove_suffix(text.size() - last);
    }
    return Value::string(text, arguments[0].place());
}

Value reverse(const CallContext& context, Arguments arguments) {
    const std::string_view text = arguments[0].text();
    std::string made(text.size(), '\0');
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t size = std::max<std::size_t>(decode(text.substr(offset)).size, 1);
        text.copy(made.data() + (text.size() - offset - size), size, offset);
        offset += size;
    }
    return copied(context, made);
}

/// Whether a text of that size may be made.
bool affordable(const CallContext& context, std::size_t size) { return size <= most_bytes && context.spend(size / 16); }

Value too_long(const CallContext& context) { return limit_reached(context.evaluation.arena, "text size"); }

Value replace(const CallContext& context, Arguments arguments) {
    const std::string_view text = arguments[0].text();
    const std::string_view from = arguments[1].text();
    const std::string_view to = arguments[2].text();
    std::int64_t left = arguments.size() > 3 ? arguments[3].as_integer() : -1;
    std::string made;
    std::size_t offset = 0;
    while (left != 0) {
        // Nothing is found before every code point and at the end.
        const std::size_t found = from.empty() ? offset : text.find(from, offset);
        if (found == std::string_view::npos) break;
        made.append(text.substr(offset, found - offset)).append(to);
        if (made.size() > most_bytes) return too_long(context);
        if (left > 0) --left;
        offset = found + from.size();
        if (!from.empty()) continue;
        if (offset >= text.size()) break;
        const std::size_t size = std::max<std::size_t>(decode(text.substr(offset)).size, 1);
        made.append(text.substr(offset, size));
        offset += size;
    }
    made.append(text.substr(std::min(offset, text.size())));
    if (!affordable(context, made.size())) return too_long(context);
    return copied(context, made);
}

Value split(const CallContext& context, Arguments arguments) {
    const std::string_view text = arguments[0].text();
    const std::string_view separator = arguments[1].text();
    const std::int64_t most = arguments.size() > 2 ? arguments[2].as_integer() : -1;
    std::vector<Value> parts;
    const auto more = [&] { return most < 0 || static_cast<std::int64_t>(parts.size()) + 1 < most; };
    if (most == 0 || (separator.empty() && text.empty())) return make_list(context.evaluation.arena, parts);
    if (!context.spend(text.size() / 8)) return too_long(context);
    std::size_t offset = 0;
    while (more()) {
        const std::size_t size = std::max<std::size_t>(decode(text.substr(offset)).size, 1);
        const std::size_t found = separator.empty() ? offset + size : text.find(separator, offset);
        if (found == std::string_view::npos || (separator.empty() && found >= text.size())) break;
        if (parts.size() == most_items) return too_long(context);
        parts.push_back(Value::string(text.substr(offset, found - offset)));
        offset = found + separator.size();
    }
    parts.push_back(Value::string(text.substr(offset)));
    return make_list(context.evaluation.arena, parts);
}

Value join_items(const CallContext& context, Arguments arguments) {
    const model::List& list = arguments[0].as_list();
    const std::string_view separator = arguments.size() > 1 ? arguments[1].text() : std::string_view();
    std::string made;
    std::vector<Value> unknown;
    for (std::size_t index = 0; index < list.size(); ++index) {
        const Value item = list.at(index);
        if (item.is(Kind::unknown)) {
            unknown.push_back(item);
            continue;
        }
        if (item.is(Kind::error)) return item;
        if (!item.is(Kind::string)) return no_overload(context.evaluation.arena, "join", std::span(&item, 1));
        if (index > 0) made += separator;
        made += item.text();
        if (made.size() > most_bytes) return too_long(context);
    }
    if (!unknown.empty()) return merge_unknowns(unknown, context.evaluation.arena);
    if (!affordable(context, made.size())) return too_long(context);
    return copied(context, made);
}

Value quote(const CallContext& context, Arguments arguments) {
    static constexpr std::string_view from = "\a\b\f\n\r\t\v\\\"";
    static constexpr std::string_view to = "abfnrtv\\\"";
    std::string_view text = arguments[0].text();
    std::string made = "\"";
    while (!text.empty()) {
        const CodePoint point = decode(text);
        const std::size_t special = from.find(text[0]);
        if (special != std::string_view::npos) {
            made += '\\';
            made += to[special];
        } else if (point.size == 0) {
            made += "\uFFFD";
        } else {
            made += text.substr(0, point.size);
        }
        text.remove_prefix(std::max<std::size_t>(point.size, 1));
    }
    if (!affordable(context, made.size())) return too_long(context);
    return copied(context, made + "\"");
}

Value format(const CallContext& context, Arguments arguments) {
    return format_text(context, arguments[0].text(), arguments[1].as_list());
}

constexpr const model::Type& integer = model::integer_type;
constexpr const model::Type& boolean = model::boolean_type;
constexpr const model::Type& string = model::string_type;
constexpr const model::Type& list = model::dynamic_list_type;
constexpr const model::Type& strings = model::string_list_type;

constexpr std::array functions{
    member_function("contains", contains, boolean, string, string),
    member_function("startsWith", starts_with, boolean, string, string),
    member_function("endsWith", ends_with, boolean, string, string),
    member_function("matches", matches, boolean, string, string),
    global_function("matches", matches, boolean, string, string),
    member_function("charAt", char_at, string, string, integer),
    member_function("indexOf", index_of, integer, string, string),
    member_function("indexOf", index_of, integer, string, string, integer),
    member_function("lastIndexOf", last_index_of, integer, string, string),
    member_function("lastIndexOf", last_index_of, integer, string, string, integer),
    member_function("substring", substring, string, string, integer),
    member_function("substring", substring, string, string, integer, integer),
    member_function("lowerAscii", lower_ascii, string, string),
    member_function("upperAscii", upper_ascii, string, string),
    member_function("trim", trim, string, string),
    member_function("reverse", reverse, string, string),
    member_function("replace", replace, string, string, string, string),
    member_function("replace", replace, string, string, string, string, integer),
    member_function("split", split, strings, string, string),
    member_function("split", split, strings, string, string, integer),
    member_function("join", join_items, string, list),
    member_function("join", join_items, string, list, string),
    global_function("strings.quote", quote, string, string),
    member_function("format", format, string, string, list),
};

}  // namespace

std::span<const Function> string_functions() { return functions; }

}  // namespace csr::cel
