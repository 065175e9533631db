#include "model/workflow/expression_functions.hpp"

#include <algorithm>
#include <array>

#include "model/workflow/expression_case.hpp"
#include "model/workflow/expression_json.hpp"

namespace csr::model {

namespace {

using Kind = ExpressionValue::Kind;
using Arguments = std::span<const ExpressionValue>;

constexpr std::uint32_t many = 255;
// What the evaluator refuses as a value is not made in the first place.
constexpr std::size_t longest_text = 1U << 20U;

ExpressionValue too_long() { return ExpressionValue::failure("The maximum allowed memory size was exceeded"); }

constexpr std::array<ExpressionFunction, 13> functions = {{
    {.name = "contains", .least = 2, .most = 2},
    {.name = "startsWith", .least = 2, .most = 2},
    {.name = "endsWith", .least = 2, .most = 2},
    {.name = "format", .least = 1, .most = many},
    {.name = "join", .least = 1, .most = 2},
    {.name = "toJSON", .least = 1, .most = 1},
    {.name = "fromJSON", .least = 1, .most = 1},
    {.name = "case", .least = 3, .most = many, .odd = true},
    {.name = "hashFiles", .least = 1, .most = many, .everywhere = false},
    {.name = "success", .least = 0, .most = 0, .everywhere = false},
    {.name = "failure", .least = 0, .most = 0, .everywhere = false},
    {.name = "always", .least = 0, .most = 0, .everywhere = false},
    {.name = "cancelled", .least = 0, .most = 0, .everywhere = false},
}};

ExpressionValue of(Truth value) {
    return value == Truth::unknown ? ExpressionValue::unknown() : ExpressionValue::of(value == Truth::yes);
}

/// Whether one text begins with, ends with or contains another, in whatever case.
template <class Test>
Truth test_texts(const ExpressionValue& where, const ExpressionValue& what, const Test& test) {
    const auto text = folded_case(text_of(where));
    const auto part = folded_case(text_of(what));
    if (!text || !part) return Truth::unknown;
    return test(*text, *part) ? Truth::yes : Truth::no;
}

ExpressionValue contains(Arguments arguments) {
    const ExpressionValue& where = arguments[0];
    const ExpressionValue& what = arguments[1];
    if (where.is_unknown()) return ExpressionValue::unknown();
    if (where.kind == Kind::array) {
        Truth result = Truth::no;
        for (const ExpressionValue& item : where.items) {
            const Truth same = loosely_equal(item, what);
            if (same == Truth::yes) return of(same);
            if (same == Truth::unknown) result = same;
        }
        return of(result);
    }
    if (what.is_unknown()) return where.kind == Kind::object ? ExpressionValue::of(false) : ExpressionValue::unknown();
    if (where.is_container() || what.is_container()) return ExpressionValue::of(false);
    return of(test_texts(where, what, [](const auto& a, const auto& b) { return a.find(b) != a.npos; }));
}

ExpressionValue begins(Arguments arguments, bool at_end) {
    if (arguments[0].is_unknown() || arguments[1].is_unknown()) return ExpressionValue::unknown();
    if (arguments[0].is_container() || arguments[1].is_container()) return ExpressionValue::of(false);
    return of(test_texts(arguments[0], arguments[1],
                         [&](const auto& a, const auto& b) { return at_end ? a.ends_with(b) : a.starts_with(b); }));
}

ExpressionValue join(Arguments arguments) {
    const ExpressionValue& list = arguments[0];
    if (list.is_unknown() || (arguments.size() > 1 && arguments[1].is_unknown())) return ExpressionValue::unknown();
    if (list.kind == Kind::object) return ExpressionValue::of(std::string());
    if (list.kind != Kind::array) return ExpressionValue::of(text_of(list));
    const std::string separator =
        arguments.size() > 1 && !arguments[1].is_container() ? text_of(arguments[1]) : std::string(",");
    std::string text;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        if (list.items[i].is_unknown()) return ExpressionValue::unknown();
        if (i > 0) text += separator;
        text += text_of(list.items[i]);
        if (text.size() > longest_text) return too_long();
    }
    return ExpressionValue::of(std::move(text));
}

/// With doubled braces for braces.
ExpressionValue format(Arguments arguments) {
    if (arguments[0].is_unknown()) return ExpressionValue::unknown();
    const std::string text = text_of(arguments[0]);
    std::string result;
    bool known = true;
    bool filled = false;  // some of the text is certainly there
    std::size_t at = 0;
    const auto copy_until = [&](std::size_t end) {
        for (; at < end; ++at) {
            result += text[at];
            filled = true;
            if (text[at] == '{' || text[at] == '}') ++at;  // the second one of two
        }
    };
    for (const FormatPart& part : format_parts(text)) {
        if (!part.valid) return ExpressionValue::failure("The following format string is invalid: " + text);
        if (part.argument + 1 >= arguments.size())
            return ExpressionValue::failure(
                "The following format string references more arguments than were supplied: " + text);
        copy_until(part.begin);
        const ExpressionValue& argument = arguments[part.argument + 1];
        known = known && !argument.is_unknown();
        result += text_of(argument);
        if (result.size() > longest_text) return too_long();
        at = part.end;
    }
    copy_until(text.size());
    if (!known) return ExpressionValue::unknown(filled ? Truth::yes : Truth::unknown);
    return ExpressionValue::of(std::move(result));
}

/// case(condition, value, condition, value, ..., otherwise); conditions have to be booleans.
ExpressionValue choose(Arguments arguments) {
    for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
        const ExpressionValue& condition = arguments[i];
        if (condition.failed) return condition;
        if (condition.is_unknown()) return ExpressionValue::unknown();
        if (condition.kind != Kind::boolean)
            return ExpressionValue::failure("case predicate must evaluate to a boolean value");
        if (condition.boolean) return arguments[i + 1];
    }
    return arguments.back();
}

}  // namespace

std::span<const ExpressionFunction> expression_functions() { return functions; }

const ExpressionFunction* find_expression_function(std::string_view name) {
    const std::string wanted = lower_case(name);
    const auto* found = std::find_if(functions.begin(), functions.end(), [&](const ExpressionFunction& function) {
        return lower_case(function.name) == wanted;
    });
    return found == functions.end() ? nullptr : found;
}

ExpressionValue call_function(std::string_view name, Arguments arguments) {
    const ExpressionFunction* function = find_expression_function(name);
    const std::size_t count = arguments.size();
    if (function == nullptr || count < function->least || count > function->most || (function->odd && count % 2 == 0))
        return ExpressionValue::unknown();
    if (name == "case") return choose(arguments);
    for (const ExpressionValue& argument : arguments) {
        if (argument.failed) return argument;
    }
    if (name == "contains") return contains(arguments);
    if (name == "startswith") return begins(arguments, false);
    if (name == "endswith") return begins(arguments, true);
    if (name == "join") return join(arguments);
    if (name == "format") return format(arguments);
    if (name == "tojson") {
        return is_known(arguments[0]) ? ExpressionValue::of(to_json(arguments[0]))
                                      : ExpressionValue::unknown(Truth::yes);
    }
    if (name == "fromjson" && !arguments[0].is_unknown()) return from_json(text_of(arguments[0]));
    return ExpressionValue::unknown();
}

std::vector<FormatPart> format_parts(std::string_view text) {
    std::vector<FormatPart> parts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char brace = text[i];
        if (brace != '{' && brace != '}') continue;
        if (i + 1 < text.size() && text[i + 1] == brace) {
            ++i;
            continue;
        }
        FormatPart part{.begin = i, .end = i + 1, .valid = false};
        std::size_t at = i + 1;
        std::uint64_t number = 0;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9' && at - i < 9)
            number = number * 10 + static_cast<std::uint64_t>(text[at++] - '0');
        if (brace == '{' && at > i + 1 && at < text.size() && text[at] == '}') {
            part.valid = true;
            part.argument = static_cast<std::uint32_t>(number);
            part.end = at + 1;
            i = at;
        }
        parts.push_back(part);
    }
    return parts;
}

}  // namespace csr::model
