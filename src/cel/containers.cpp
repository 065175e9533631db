#include "cel/containers.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "cel/operators.hpp"

namespace csr::cel {

using model::Kind;
using model::Value;

namespace {

constexpr std::size_t linear_limit = 12;

int key_class(const Value& key) {
    if (key.is(Kind::boolean)) return 0;
    return is_number(key) ? 1 : 2;
}

}  // namespace

bool is_key(const Value& value) {
    return value.is(Kind::boolean) || value.is(Kind::string) || value.is(Kind::integer) ||
           value.is(Kind::unsigned_integer);
}

int compare_keys(const Value& left, const Value& right) {
    if (key_class(left) != key_class(right)) return key_class(left) < key_class(right) ? -1 : 1;
    const auto order = compare(left, right);
    return !order || *order == 0 ? 0 : (*order < 0 ? -1 : 1);
}

ArrayMap::ArrayMap(base::Arena& arena, std::span<const Entry> entries) : entries_(entries) {
    if (entries.size() <= linear_limit) return;
    std::vector<std::uint32_t> order(entries.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [entries](std::uint32_t left, std::uint32_t right) {
        return compare_keys(entries[left].key, entries[right].key) < 0;
    });
    sorted_ = arena.copy(std::span<const std::uint32_t>(order));
}

std::optional<Value> ArrayMap::get(const Value& key) const {
    if (!is_key(key) && !key.is(Kind::floating)) return std::nullopt;
    if (sorted_.empty()) {
        for (const Entry& entry : entries_) {
            if (compare_keys(entry.key, key) == 0) return entry.value;
        }
        return std::nullopt;
    }
    const auto found = std::ranges::lower_bound(
        sorted_, key, [](const Value& left, const Value& right) { return compare_keys(left, right) < 0; },
        [this](std::uint32_t index) { return entries_[index].key; });
    if (found == sorted_.end() || compare_keys(entries_[*found].key, key) != 0) return std::nullopt;
    return entries_[*found].value;
}

Value make_list(base::Arena& arena, std::span<const Value> items) {
    return Value::list(*arena.create<ArrayList>(arena.copy(items)));
}

Value make_map(base::Arena& arena, std::span<const ArrayMap::Entry> entries) {
    return Value::map(*arena.create<ArrayMap>(arena, arena.copy(entries)));
}

}  // namespace csr::cel
