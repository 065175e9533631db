#include <algorithm>
#include <fmt/format.h>

#include "policy/selection.hpp"

namespace csr::policy {

namespace {

/// The document that counts: what the selection names, as CONFLICT or PACK:CONFLICT, else the usual one.
std::string ruling_document(const Conflict& conflict, const Selection& selection) {
    for (const std::string& key : {conflict.pack + ":" + conflict.id, conflict.id}) {
        const auto chosen = selection.ruling.find(key);
        if (chosen != selection.ruling.end()) return chosen->second.first;
    }
    return conflict.usual;
}

}  // namespace

std::vector<Conflict> settled_conflicts(std::span<const Pack> packs, const Selection& selection) {
    std::vector<Conflict> conflicts;
    for (const Pack& pack : packs) {
        if (!is_used(pack.info.name, selection) || !pack.conflicts) continue;
        for (const PackConflict& entry : (*pack.conflicts)->conflicts) {
            conflicts.push_back(entry.conflict);
            conflicts.back().follows = ruling_document(entry.conflict, selection);
        }
    }
    return conflicts;
}

void add_rulings(Selection& selection, std::span<const Pack> packs) {
    if (selection.ruling.empty()) return;  // what the rules say is the usual side
    Mistakes checked_before;
    for (const Pack& pack : packs) {
        if (!pack.conflicts) continue;
        for (const PackConflict& entry : (*pack.conflicts)->conflicts) {
            const std::string document = ruling_document(entry.conflict, selection);
            for (std::size_t side = 0; side < entry.settings.size(); ++side) {
                if (entry.conflict.sides[side].document != document || !entry.settings[side].valid()) continue;
                for (const syntax::NodeRef::Pair pair : entry.settings[side].pairs()) {
                    const PackRule* rule = find_rule(packs, pair.key.text());
                    if (rule == nullptr || selection.settings.contains(rule->head().id)) continue;
                    selection.settings.try_emplace(rule->head().name, read_setting(pair, checked_before));
                }
            }
        }
    }
}

}  // namespace csr::policy
