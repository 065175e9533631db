// The part of the evaluator that reads members and items.
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "cel/evaluator.hpp"
#include "cel/operators.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

namespace {

bool is_open(const Value& value) { return value.is(Kind::error) || value.is(Kind::unknown); }

/// A list index given as any number without a fraction.
std::optional<std::uint64_t> as_index(const Value& key) {
    if (key.is(Kind::integer) && key.as_integer() >= 0) return static_cast<std::uint64_t>(key.as_integer());
    if (key.is(Kind::unsigned_integer)) return key.as_unsigned();
    if (!key.is(Kind::floating)) return std::nullopt;
    const double number = key.as_floating();
    if (!(number >= 0 && number < 4503599627370496.0) || std::trunc(number) != number) return std::nullopt;
    return static_cast<std::uint64_t>(number);
}

std::string shown(const Value& key) {
    switch (key.kind()) {
        case Kind::string:
            return fmt::format("'{}'", key.text());
        case Kind::integer:
            return fmt::format("{}", key.as_integer());
        case Kind::unsigned_integer:
            return fmt::format("{}", key.as_unsigned());
        case Kind::boolean:
            return key.as_boolean() ? "true" : "false";
        default:
            return std::string(kind_name(key.kind()));
    }
}

}  // namespace

Value Evaluator::wrap(const Value& value) { return Value::optional(arena_.create<Value>(value), value.place()); }

Result Evaluator::lack_of(const Value& answer, const Result& operand, const Value& key) const {
    const std::string_view missing = key.is(Kind::string) ? key.text() : std::string_view();
    const BlameTree* blame = leaf(operand.value.place(), missing);
    return {answer, blame != nullptr ? blame : blame_of(operand)};
}

Result Evaluator::no_such_key(const Result& operand, const Value& key) {
    return lack_of(make_error(arena_, fmt::format("no such key: {}", shown(key))), operand, key);
}

Result Evaluator::select(const Node& node) {
    const Result operand = run(code_.operand(node, 0));
    if (is_open(operand.value)) return operand;
    return select_from(operand, Value::string(code_.name(node)), node.is(Node::optional));
}

Result Evaluator::select_from(const Result& operand, const Value& key, bool optional) {
    if (operand.value.is(Kind::optional)) return select_through(operand, key);
    if (!operand.value.is(Kind::map)) return bad_kind("select", operand);
    const std::optional<Value> found = operand.value.as_map().get(key);
    if (!found) return optional ? lack_of(Value::optional(nullptr), operand, key) : no_such_key(operand, key);
    const BlameTree* blame = found->place().valid() ? nullptr : blame_of(operand);
    const bool wrapped = optional && !found->is(Kind::error) && !is_maybe_absent(*found);
    return {wrapped ? wrap(*found) : *found, blame};
}

Result Evaluator::select_through(const Result& operand, const Value& key) {
    const Value* inner = operand.value.as_optional();
    if (inner == nullptr) return operand;
    const Result unwrapped{*inner, operand.blame};
    if (is_open(*inner)) return unwrapped;
    if (inner->is(Kind::list)) return item_of(unwrapped, {key}, true);
    return select_from(unwrapped, key, true);
}

Result Evaluator::has(const Node& node) {
    const Result operand = run(code_.operand(node, 0));
    if (is_open(operand.value)) return operand;
    return has_in(operand, Value::string(code_.name(node)));
}

Result Evaluator::has_in(const Result& operand, const Value& key) {
    if (operand.value.is(Kind::optional)) {
        const Value* inner = operand.value.as_optional();
        if (inner == nullptr) return {Value::boolean(false), blame_of(operand)};
        if (is_open(*inner)) return {*inner, operand.blame};
        return has_in({*inner, operand.blame}, key);
    }
    if (!operand.value.is(Kind::map)) return bad_kind("has", operand);
    const std::optional<Value> found = operand.value.as_map().get(key);
    if (!found) return lack_of(Value::boolean(false), operand, key);
    const BlameTree* blame = leaf(found->place());
    if (blame == nullptr) blame = blame_of(operand);
    if (found->is(Kind::error)) return {*found, blame};
    if (is_maybe_absent(*found)) return {merge_unknowns(std::span(&*found, 1), arena_), blame};
    return {Value::boolean(true), blame};
}

Result Evaluator::index(const Node& node) {
    const std::array<Result, 2> operands{run(code_.operand(node, 0)), run(code_.operand(node, 1))};
    if (const auto result = not_known(operands)) return *result;
    const bool optional = node.is(Node::optional);
    if (operands[0].value.is(Kind::optional)) {
        const Value* inner = operands[0].value.as_optional();
        if (inner == nullptr || inner->is(Kind::unknown)) return operands[0];
        return item_of({*inner, operands[0].blame}, operands[1], true);
    }
    return item_of(operands[0], operands[1], optional);
}

Result Evaluator::item_of(const Result& container, const Result& key, bool optional) {
    if (container.value.is(Kind::map)) return select_from(container, key.value, optional);
    if (!container.value.is(Kind::list)) {
        const std::array<Value, 2> operands{container.value, key.value};
        return {no_overload(arena_, "_[_]", operands), blame_of(container)};
    }
    const model::List& list = container.value.as_list();
    const std::optional<std::uint64_t> position = as_index(key.value);
    const std::size_t seen = position ? std::min<std::size_t>(*position + 1, list.size()) : 0;
    for (std::size_t before = 0; before < seen; ++before) {
        const Value item = list.at(before);
        if (is_maybe_absent(item)) return {merge_unknowns(std::span(&item, 1), arena_), blame_of(container)};
    }
    if (!position || *position >= list.size()) {
        if (optional && is_number(key.value)) return {Value::optional(nullptr), blame_of(container)};
        return {make_error(arena_,
                           fmt::format("invalid_argument: no item {} in a list of {}", shown(key.value), list.size())),
                blame_of(container)};
    }
    const Value item = list.at(*position);
    const BlameTree* blame = item.place().valid() ? nullptr : blame_of(container);
    return {optional && !item.is(Kind::error) ? wrap(item) : item, blame};
}

}  // namespace csr::cel
