#include "report/comparison.hpp"

#include <array>
#include <set>

#include "base/stable_sort.hpp"
#include "report/compliance_words.hpp"

namespace csr::report {

namespace {

bool is_met(std::string_view status) { return status == "met" || status == "partly_met"; }

ChangeKind kind_of(std::string_view before, std::string_view now) {
    if (now == key_of(Status::not_met)) return ChangeKind::newly_broken;
    return is_met(now) && !is_met(before) ? ChangeKind::newly_met : ChangeKind::changed;
}

int rank(const Change& change) {
    if (change.kind == ChangeKind::newly_broken) return 0;
    return change.kind == ChangeKind::newly_met ? 1 : 2 + static_cast<int>(change.kind);
}

}  // namespace

std::vector<Change> changes_since(const Compliance& compliance, const EarlierReport& earlier) {
    std::vector<Change> changes;
    std::set<std::string> present;
    for (const ComplianceCatalogue& catalogue : compliance.catalogues) {
        for (const ComplianceSection& section : catalogue.sections) {
            for (const ComplianceRow& row : section.rows) {
                std::string id = row.requirement->id.full();
                present.insert(id);
                const auto before = earlier.statuses.find(id);
                const std::string_view now = key_of(row.status);
                if (before == earlier.statuses.end()) {
                    changes.push_back({ChangeKind::added, std::move(id), &row, {}});
                } else if (before->second != now) {
                    changes.push_back({kind_of(before->second, now), std::move(id), &row, before->second});
                }
            }
        }
    }
    for (const auto& [id, status] : earlier.statuses) {
        if (!present.contains(id)) changes.push_back({ChangeKind::removed, id, nullptr, status});
    }
    base::stable_sort(changes, rank);
    return changes;
}

std::string_view key_of(ChangeKind kind) {
    constexpr std::array<std::string_view, 5> keys{"newly_met", "newly_broken", "changed", "added", "removed"};
    return keys[static_cast<std::size_t>(kind)];
}

}  // namespace csr::report
