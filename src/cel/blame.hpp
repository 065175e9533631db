#pragma once

#include <span>
#include <string_view>

#include "base/arena.hpp"
#include "cel/cel.hpp"

namespace csr::cel {

/// The nodes that decided a result, as a tree in the arena: joining two is one allocation, and only the tree of the
/// final result is ever read.
struct BlameTree {
    const BlameTree* left = nullptr;
    const BlameTree* right = nullptr;
    BlameItem item;  ///< of a leaf
};

/// How many places a result names at most.
inline constexpr std::size_t most_blamed = 64;

/// A leaf; null for an invalid place.
[[nodiscard]] const BlameTree* blame_leaf(base::Arena& arena, model::Place place, std::string_view missing = {});
/// Both; either may be null.
[[nodiscard]] const BlameTree* blame_both(base::Arena& arena, const BlameTree* left, const BlameTree* right);
/// The items in order, without duplicates and without places that merely contain another one.
[[nodiscard]] std::span<const BlameItem> flatten(base::Arena& arena, const BlameTree* tree);

}  // namespace csr::cel
