#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace csr::base {

/// Sorts by `projection`, equal items in the order they had. std::stable_sort of libstdc++ 12 uses what C++17
/// deprecates, which clang rejects.
template <class Item, class Projection>
void stable_sort(std::vector<Item>& items, Projection projection) {
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        const auto difference = std::invoke(projection, std::as_const(items[left])) <=>
                                std::invoke(projection, std::as_const(items[right]));
        return difference < 0 || (difference == 0 && left < right);
    });
    std::vector<Item> sorted;
    sorted.reserve(items.size());
    for (const std::size_t index : order) sorted.push_back(std::move(items[index]));
    items = std::move(sorted);
}

}  // namespace csr::base
