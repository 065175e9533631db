#include <algorithm>
#include <vector>

#include "cel/operators.hpp"

namespace csr::cel {

using model::Cause;
using model::Kind;
using model::Value;

namespace {

constexpr std::size_t most_causes = 16;

bool same(const Cause& left, const Cause& right) {
    return left.kind == right.kind && left.subject == right.subject && left.place == right.place &&
           left.variable == right.variable && left.through_condition == right.through_condition;
}

}  // namespace

Value merge_unknowns(std::span<const Value> values, base::Arena& arena) {
    const auto is_unknown = [](const Value& value) { return value.is(Kind::unknown); };
    const auto first = std::ranges::find_if(values, is_unknown);
    const bool mixed = std::any_of(first + 1, values.end(), [&](const Value& value) {
        return is_unknown(value) && &value.as_unknown() != &first->as_unknown();
    });
    if (!mixed && !first->as_unknown().maybe_absent) return *first;
    std::vector<Cause> causes;
    for (const Value& value : values) {
        if (!is_unknown(value)) continue;
        for (const Cause& cause : value.as_unknown().causes) {
            const bool there = std::ranges::any_of(causes, [&](const Cause& other) { return same(cause, other); });
            if (!there && causes.size() < most_causes) causes.push_back(cause);
        }
    }
    return Value::unknown(*arena.create<model::Unknown>(arena.copy(std::span<const Cause>(causes))), first->place());
}

Value as_maybe_absent(const Value& unknown, base::Arena& arena) {
    if (unknown.as_unknown().maybe_absent) return unknown;
    return Value::unknown(*arena.create<model::Unknown>(unknown.as_unknown().causes, true), unknown.place());
}

bool is_maybe_absent(const Value& value) { return value.is(Kind::unknown) && value.as_unknown().maybe_absent; }

std::optional<Value> open_items(const model::List& list, base::Arena& arena) {
    std::vector<Value> open;
    for (std::size_t index = 0; index < list.size(); ++index) {
        const Value item = list.at(index);
        if (is_maybe_absent(item) && open.size() < most_causes) open.push_back(item);
    }
    if (open.empty()) return std::nullopt;
    return merge_unknowns(open, arena);
}

}  // namespace csr::cel
