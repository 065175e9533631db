#include "syntax/duplicate_keys.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace csr::syntax {

namespace {

constexpr std::size_t few_keys = 12;
constexpr std::uint32_t longest_probe = 32;

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    return hash ^ (hash >> 29U);
}

std::uint64_t hash_of(const char* text, std::uint32_t size) {
    std::uint64_t hash = size;
    std::uint64_t word = 0;
    for (; size >= sizeof word; text += sizeof word, size -= static_cast<std::uint32_t>(sizeof word)) {
        std::memcpy(&word, text, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    std::memcpy(&word, text, size);
    return mix(hash, word);
}

}  // namespace

bool DuplicateKeys::same(const Key& left, const Key& right) {
    return left.size == right.size && left.kind == right.kind && std::memcmp(left.text, right.text, left.size) == 0;
}

void DuplicateKeys::find(const Tree& tree, std::uint32_t mapping, std::vector<DuplicateKey>& found) {
    collect(tree, mapping);
    if (keys_.size() <= few_keys) return compare_each(found);
    const std::size_t before = found.size();
    if (compare_by_hash(found)) return;
    // Somebody chose the keys so that they collide: sorting has no bad case.
    found.resize(before);
    compare_sorted(found);
}

void DuplicateKeys::collect(const Tree& tree, std::uint32_t mapping) {
    keys_.clear();
    const std::uint32_t end = tree.node(mapping).next;
    for (std::uint32_t at = mapping + 1; at < end; at = tree.node(tree.node(at).next).next) {
        const Node* node = &tree.node(at);
        if (node->kind == NodeKind::alias) node = &tree.node(node->text_begin);
        if (node->kind >= NodeKind::sequence) continue;
        const std::string_view text = tree.text(*node);
        if (node->style == Style::plain && text == "<<") continue;
        keys_.push_back({text.data(), static_cast<std::uint32_t>(text.size()), at, node->kind});
    }
}

void DuplicateKeys::compare_each(std::vector<DuplicateKey>& found) const {
    for (std::size_t second = 1; second < keys_.size(); ++second) {
        for (std::size_t first = 0; first < second; ++first) {
            if (!same(keys_[first], keys_[second])) continue;
            found.push_back({keys_[first].index, keys_[second].index});
            break;
        }
    }
}

bool DuplicateKeys::compare_by_hash(std::vector<DuplicateKey>& found) {
    const std::size_t size = std::bit_ceil(keys_.size() * 2);
    slots_.assign(size, 0);
    for (std::uint32_t i = 0; i < keys_.size(); ++i) {
        std::size_t slot = hash_of(keys_[i].text, keys_[i].size) & (size - 1);
        std::uint32_t probes = 0;
        while (slots_[slot] != 0 && !same(keys_[slots_[slot] - 1], keys_[i])) {
            if (++probes > longest_probe) return false;
            slot = (slot + 1) & (size - 1);
        }
        if (slots_[slot] == 0) {
            slots_[slot] = i + 1;
        } else {
            found.push_back({keys_[slots_[slot] - 1].index, keys_[i].index});
        }
    }
    return true;
}

void DuplicateKeys::compare_sorted(std::vector<DuplicateKey>& found) {
    const auto text_of = [](const Key& key) { return std::string_view(key.text, key.size); };
    std::sort(keys_.begin(), keys_.end(), [&](const Key& left, const Key& right) {
        if (left.kind != right.kind) return left.kind < right.kind;
        const int order = text_of(left).compare(text_of(right));
        return order != 0 ? order < 0 : left.index < right.index;
    });
    const auto before = static_cast<std::ptrdiff_t>(found.size());
    for (std::size_t first = 0, i = 1; i < keys_.size(); ++i) {
        if (same(keys_[first], keys_[i])) {
            found.push_back({keys_[first].index, keys_[i].index});
        } else {
            first = i;
        }
    }
    std::sort(found.begin() + before, found.end(),
              [](const DuplicateKey& left, const DuplicateKey& right) { return left.second < right.second; });
}

}  // namespace csr::syntax
