#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// Sorts by `projection`, equal items in the order they had. std::stable_sort of libstdc++ 12 uses what C++17
/// deprecates, which clang rejects.
template <class Item, class Projection>
void sort_stably(std::vector<Item>& items, Projection projection) {
    std::vector<std::pair<Item, std::size_t>> numbered;
    numbered.reserve(items.size());
    for (const Item& item : items) numbered.emplace_back(item, numbered.size());
    std::sort(numbered.begin(), numbered.end(), [&projection](const auto& a, const auto& b) {
        const auto& left = std::invoke(projection, a.first);
        const auto& right = std::invoke(projection, b.first);
        return left < right || (left == right && a.second < b.second);
    });
    for (std::size_t i = 0; i < items.size(); ++i) items[i] = numbered[i].first;
}

}  // namespace csr::model::cloudformation
