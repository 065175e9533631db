#include "cel/messages.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "cel/types.hpp"

namespace csr::cel {

using model::Type;

namespace {

base::Text meant(std::string_view name) {
    if (name.empty()) return {};
    return {fmt::format("did you mean '{}'?", name), fmt::format("'{}' のことか", name)};
}

std::string signature(const Function& function) {
    std::string text;
    std::size_t first = 0;
    if (function.member) {
        text = type_text(*function.parameters[0]) + ".";
        first = 1;
    }
    text += fmt::format("{}(", function.name);
    for (std::size_t index = first; index < function.arity; ++index)
        text += (index > first ? ", " : "") + type_text(*function.parameters[index]);
    return text + ")";
}

std::string argument_text(std::span<const Type* const> arguments) {
    std::string text;
    for (const Type* argument : arguments) text += (text.empty() ? "" : ", ") + type_text(*argument);
    return text;
}

}  // namespace

std::string_view operator_text(Op op) {
    switch (op) {
        case Op::add:
            return "+";
        case Op::subtract:
            return "-";
        case Op::multiply:
            return "*";
        case Op::divide:
            return "/";
        case Op::modulo:
            return "%";
        case Op::less:
            return "<";
        case Op::less_equal:
            return "<=";
        case Op::greater:
            return ">";
        case Op::greater_equal:
            return ">=";
        default:
            return "in";
    }
}

MessageAndHint no_such_variable(std::string_view name, std::span<const std::string_view> candidates) {
    return {{fmt::format("there is no variable '{}' here", name), fmt::format("変数 '{}' はここにはない", name)},
            meant(did_you_mean(name, candidates))};
}

MessageAndHint no_such_field(const Type& object, std::string_view name) {
    std::vector<std::string_view> names;
    for (const model::Field& field : object.object->fields()) names.push_back(field.name);
    const std::string owner(object.object->name());
    base::Text hint = meant(did_you_mean(name, names));
    return {{fmt::format("{} has no field '{}'", owner, name),
             fmt::format("{} に '{}' というフィールドはない", owner, name)},
            std::move(hint)};
}

MessageAndHint no_fields(const Type& type, std::string_view name) {
    const std::string text = type_text(type);
    base::Text hint;
    if (type.kind == Type::Kind::list)
        hint = {"look at its items with exists(), all() or map()", "要素は exists()、all()、map() で調べる"};
    return {{fmt::format("a {} has no field '{}'", text, name),
             fmt::format("{} に '{}' というフィールドはない", text, name)},
            std::move(hint)};
}

MessageAndHint no_items(const Type& type) {
    const std::string text = type_text(type);
    return {{fmt::format("a {} has no items", text), fmt::format("{} には要素がない", text)}};
}

MessageAndHint wrong_index(const Type& key) {
    const std::string text = type_text(key);
    return {{fmt::format("a list is indexed with an int, not a {}", text),
             fmt::format("リストの添字は int であり、{} ではない", text)}};
}

MessageAndHint wrong_key(const Type& key) {
    const std::string text = type_text(key);
    return {{fmt::format("a {} cannot be the key of a map", text), fmt::format("{} はマップのキーにできない", text)}};
}

MessageAndHint wrong_result(const Type& wanted, const Type& found) {
    return {{fmt::format("the expression gives a {}, but a {} is needed", type_text(found), type_text(wanted)),
             fmt::format("式の結果は {} だが、{} が必要である", type_text(found), type_text(wanted))}};
}

MessageAndHint expected_type(std::string_view wanted, const Type& found) {
    return {{fmt::format("expected a {} instead of a {}", wanted, type_text(found)),
             fmt::format("{} ではなく {} が必要である", type_text(found), wanted)}};
}

MessageAndHint no_operator(std::string_view sign, const Type& operand) {
    return {{fmt::format("'{}' cannot be used on a {}", sign, type_text(operand)),
             fmt::format("'{}' は {} には使えない", sign, type_text(operand))}};
}

MessageAndHint no_operator(std::string_view sign, const Type& left, const Type& right) {
    base::Text hint;
    if (is_numeric(left) && is_numeric(right))
        hint = {"convert one side with int(), uint() or double()", "int()、uint()、double() で型をそろえる"};
    return {{fmt::format("'{}' cannot be used on a {} and a {}", sign, type_text(left), type_text(right)),
             fmt::format("'{}' は {} と {} には使えない", sign, type_text(left), type_text(right))},
            std::move(hint)};
}

MessageAndHint never_equal(const Type& left, const Type& right) {
    return {{fmt::format("a {} is never equal to a {}", type_text(left), type_text(right)),
             fmt::format("{} と {} が等しくなることはない", type_text(left), type_text(right))},
            {"convert one side, e.g. with string() or int()", "string() や int() などで型をそろえる"}};
}

MessageAndHint no_function(const Environment& environment, std::string_view name, bool member,
                           std::span<const Type* const> arguments) {
    std::vector<std::string_view> names;
    std::string signatures;
    for (const auto& table : environment.tables()) {
        for (const Function& function : table) {
            names.push_back(function.name);
            if (function.name != name) continue;
            signatures += (signatures.empty() ? "" : ", ") + signature(function);
        }
    }
    if (signatures.empty()) {
        for (const std::string_view macro : {"has", "all", "exists", "exists_one", "map", "filter", "optMap"})
            names.push_back(macro);
        return {{fmt::format("there is no function '{}'", name), fmt::format("関数 '{}' はない", name)},
                meant(did_you_mean(name, names))};
    }
    const auto shown =
        member ? fmt::format("{}.{}({})", type_text(*arguments[0]), name, argument_text(arguments.subspan(1)))
               : fmt::format("{}({})", name, argument_text(arguments));
    return {{fmt::format("no form of the function fits {}", shown), fmt::format("{} に合う関数はない", shown)},
            {fmt::format("there is {}", signatures), fmt::format("使えるのは {}", signatures)}};
}

MessageAndHint wrong_pattern(std::string_view why) {
    return {{fmt::format("the pattern is no RE2 regular expression: {}", why),
             fmt::format("RE2 の正規表現として読めない: {}", why)}};
}

MessageAndHint unguarded(std::string_view path, std::string_view field) {
    const bool named = !path.empty();
    const std::string full = named ? fmt::format("{}.{}", path, field) : std::string(field);
    return {{fmt::format("'{}' may be absent and is read without a guard", full),
             fmt::format("'{}' は存在しないことがあるのに、確かめずに読んでいる", full)},
            {named ? fmt::format("write has({0}) && ..., or {1}.?{2}.orValue(...)", full, path, field)
                   : fmt::format("guard it with has(), or read it with .?{}.orValue(...)", field),
             named ? fmt::format("has({0}) && ... または {1}.?{2}.orValue(...) と書く", full, path, field)
                   : fmt::format("has() で確かめるか、.?{}.orValue(...) で読む", field)}};
}

}  // namespace csr::cel
