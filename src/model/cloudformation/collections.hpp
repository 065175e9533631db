#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/value.hpp"

namespace csr::model::cloudformation {

/// A list of values that are already there.
class ValueList : public List {
  public:
    explicit ValueList(std::span<const Value> items) : items_(items) {}
    [[nodiscard]] std::size_t size() const override { return items_.size(); }
    [[nodiscard]] Value at(std::size_t index) const override { return items_[index]; }

  private:
    std::span<const Value> items_;
};

/// A map of values that are already there.
class ValueMap : public Map {
  public:
    struct Entry {
        Value key;
        Value value;
    };

    explicit ValueMap(std::span<const Entry> entries) : entries_(entries) {}
    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        for (const Entry& entry : entries_) {
            if (entry.key.text() == key.text()) return entry.value;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return entries_.size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override { return entries_[index].key; }

  private:
    std::span<const Entry> entries_;
};

[[nodiscard]] inline Value make_list(base::Arena& arena, const std::vector<Value>& items, Place place = {}) {
    return Value::list(*arena.create<ValueList>(arena.copy(std::span<const Value>(items))), place);
}

[[nodiscard]] inline Value make_map(base::Arena& arena, const std::vector<ValueMap::Entry>& entries, Place place = {}) {
    return Value::map(*arena.create<ValueMap>(arena.copy(std::span<const ValueMap::Entry>(entries))), place);
}

/// A member of a map; nothing when it is absent or `map` is none.
[[nodiscard]] inline std::optional<Value> member_of(const Value& map, std::string_view name) {
    return map.is(Kind::map) ? map.as_map().get(Value::string(name)) : std::nullopt;
}

[[nodiscard]] inline Value make_optional(base::Arena& arena, const Value& value) {
    return Value::optional(arena.create<Value>(value), value.place());
}

}  // namespace csr::model::cloudformation
