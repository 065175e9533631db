#pragma once

#include <string>
#include <vector>

#include "report/compliance.hpp"
#include "report/options.hpp"

namespace csr::report {

/// How a criterion's status differs from an earlier report.
enum class ChangeKind : std::uint8_t {
    newly_met,     ///< was not met, or not known to be; now met, at least in part
    newly_broken,  ///< was not known to be broken, now is
    changed,       ///< another status of any other kind
    added,         ///< the earlier report does not have the criterion
    removed,       ///< only the earlier report has it
};

struct Change {
    ChangeKind kind = ChangeKind::changed;
    std::string id;                      ///< full
    const ComplianceRow* row = nullptr;  ///< null for removed
    std::string before;                  ///< the key of the earlier status; empty for added
};

/// What differs, newly broken ones first, then newly met ones, then the others; each in the order of the catalogues.
[[nodiscard]] std::vector<Change> changes_since(const Compliance& compliance, const EarlierReport& earlier);

/// The stable name: "newly_met".
[[nodiscard]] std::string_view key_of(ChangeKind kind);

}  // namespace csr::report
