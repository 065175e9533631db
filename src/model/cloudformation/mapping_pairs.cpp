#include "model/cloudformation/mapping_pairs.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace csr::model::cloudformation {

namespace {

using Pairs = std::vector<syntax::NodeRef::Pair>;

/// What is merged into what is merged ...; an alias can stand for the same mapping many times over.
constexpr std::uint32_t deepest_merge = 16;
constexpr std::size_t most_pairs = 100'000;

/// Of a key that stands twice in the same mapping, only the later pair stays.
void drop_superseded(Pairs& pairs) {
    std::vector<std::pair<std::string_view, std::size_t>> keys;
    for (std::size_t i = 0; i < pairs.size(); ++i) keys.emplace_back(pairs[i].key.text(), i);
    std::ranges::sort(keys);
    std::vector<bool> superseded(pairs.size());
    for (std::size_t i = 1; i < keys.size(); ++i) superseded[keys[i - 1].second] = keys[i - 1].first == keys[i].first;
    std::size_t index = 0;
    std::erase_if(pairs, [&](const syntax::NodeRef::Pair&) { return superseded[index++]; });
}

Pairs own_pairs(syntax::NodeRef mapping, std::vector<syntax::NodeRef>& merged) {
    Pairs pairs;
    for (const syntax::NodeRef::Pair pair : mapping.pairs()) {
        if (!pair.key.is_scalar()) continue;
        if (!is_merge_key(pair.key)) {
            pairs.push_back(pair);
        } else if (pair.value.is_sequence()) {
            for (const syntax::NodeRef item : pair.value.items()) merged.push_back(item);
        } else {
            merged.push_back(pair.value);
        }
    }
    if (!mapping.tree().duplicates().empty()) drop_superseded(pairs);
    return pairs;
}

Pairs pairs_of(syntax::NodeRef mapping, std::uint32_t depth) {
    std::vector<syntax::NodeRef> merged;
    Pairs pairs = own_pairs(mapping, merged);
    if (merged.empty() || depth >= deepest_merge) return pairs;
    std::set<std::string_view> known;
    for (const syntax::NodeRef::Pair& pair : pairs) known.insert(pair.key.text());
    for (const syntax::NodeRef source : merged) {
        if (!source.is_mapping()) continue;
        for (const syntax::NodeRef::Pair& pair : pairs_of(source, depth + 1)) {
            if (pairs.size() < most_pairs && known.insert(pair.key.text()).second) pairs.push_back(pair);
        }
    }
    return pairs;
}

}  // namespace

bool is_merge_key(syntax::NodeRef key) {
    return key.is_scalar() && key.text() == "<<" && key.style() == syntax::Style::plain && key.tag().empty();
}

std::vector<syntax::NodeRef::Pair> effective_pairs(syntax::NodeRef mapping) {
    return mapping ? pairs_of(mapping, 0) : Pairs();
}

syntax::NodeRef member(syntax::NodeRef mapping, std::string_view key) {
    if (!mapping || !mapping.is_mapping()) return {};
    if (const syntax::NodeRef own = mapping.find(key)) return own;
    if (!mapping.find_key("<<")) return {};
    const Pairs pairs = effective_pairs(mapping);
    const auto found =
        std::ranges::find_if(pairs, [&](const syntax::NodeRef::Pair& pair) { return pair.key.text() == key; });
    return found == pairs.end() ? syntax::NodeRef() : found->value;
}

}  // namespace csr::model::cloudformation
