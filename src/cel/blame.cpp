#include "cel/blame.hpp"

#include <algorithm>
#include <vector>

namespace csr::cel {

namespace {

bool contains(const model::Place& outer, const model::Place& inner) {
    if (outer.tree != inner.tree || outer.node >= inner.node) return false;
    return inner.node < outer.tree->node(outer.node).next;
}

/// The leaves from left to right. Reads a bounded part of the tree.
std::vector<BlameItem> leaves(const BlameTree* tree) {
    constexpr std::size_t most_visited = 64 * most_blamed;
    std::vector<const BlameTree*> waiting{tree};
    std::vector<BlameItem> items;
    for (std::size_t visited = 0; !waiting.empty() && visited < most_visited; ++visited) {
        const BlameTree* next = waiting.back();
        waiting.pop_back();
        if (next == nullptr) continue;
        if (next->item.place.valid()) {
            if (std::ranges::find(items, next->item) == items.end()) items.push_back(next->item);
            if (items.size() == most_blamed) break;
            continue;
        }
        waiting.push_back(next->right);
        waiting.push_back(next->left);
    }
    return items;
}

}  // namespace

const BlameTree* blame_leaf(base::Arena& arena, model::Place place, std::string_view missing) {
    if (!place.valid()) return nullptr;
    return arena.create<BlameTree>(BlameTree{nullptr, nullptr, {place, missing}});
}

const BlameTree* blame_both(base::Arena& arena, const BlameTree* left, const BlameTree* right) {
    if (left == nullptr || left == right) return right;
    if (right == nullptr) return left;
    return arena.create<BlameTree>(BlameTree{left, right, {}});
}

std::span<const BlameItem> flatten(base::Arena& arena, const BlameTree* tree) {
    if (tree == nullptr) return {};
    const std::vector<BlameItem> items = leaves(tree);
    std::vector<BlameItem> narrow;
    for (const BlameItem& item : items) {
        const bool wide = item.missing.empty() && std::ranges::any_of(items, [&item](const BlameItem& other) {
                              return contains(item.place, other.place);
                          });
        if (!wide) narrow.push_back(item);
    }
    return arena.copy(std::span<const BlameItem>(narrow));
}

}  // namespace csr::cel
