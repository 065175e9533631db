#pragma once

#include <optional>
#include <span>

#include "base/arena.hpp"
#include "model/value.hpp"

namespace csr::cel {

/// A list whose items stand in an arena.
class ArrayList final : public model::List {
  public:
    explicit ArrayList(std::span<const model::Value> items) : items_(items) {}
    [[nodiscard]] std::size_t size() const override { return items_.size(); }
    [[nodiscard]] model::Value at(std::size_t index) const override { return items_[index]; }

  private:
    std::span<const model::Value> items_;
};

/// A map whose entries stand in an arena, with an index for the larger ones.
class ArrayMap final : public model::Map {
  public:
    struct Entry {
        model::Value key;
        model::Value value;
    };

    /// `entries` have different keys of valid kinds.
    ArrayMap(base::Arena& arena, std::span<const Entry> entries);
    [[nodiscard]] std::optional<model::Value> get(const model::Value& key) const override;
    [[nodiscard]] std::size_t size() const override { return entries_.size(); }
    [[nodiscard]] model::Value key_at(std::size_t index) const override { return entries_[index].key; }

  private:
    std::span<const Entry> entries_;
    std::span<const std::uint32_t> sorted_;  ///< empty for a small map
};

/// A list of these items, which are copied.
[[nodiscard]] model::Value make_list(base::Arena& arena, std::span<const model::Value> items);
/// A map of these entries, which are copied. The keys are different and of valid kinds.
[[nodiscard]] model::Value make_map(base::Arena& arena, std::span<const ArrayMap::Entry> entries);

/// Whether a value may be a key: a boolean, an integer of either kind or a string.
[[nodiscard]] bool is_key(const model::Value& value);
/// Orders keys: equal keys (1 and 1u and 1.0) give 0.
[[nodiscard]] int compare_keys(const model::Value& left, const model::Value& right);

}  // namespace csr::cel
