#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "policy/verdict.hpp"

namespace csr::report {

/// What can be said about one criterion. Exactly one holds, so the totals add up to the number of criteria.
enum class Status : std::uint8_t {
    met,               ///< judged, and every target passes
    partly_met,        ///< the part that files decide is met; the rest is looked at by hand
    not_met,           ///< a target fails
    undecided,         ///< nothing fails, but a verdict is unknown
    excepted,          ///< what fails or is unknown is accepted by an exception
    not_applicable,    ///< judged, and it concerns none of the targets
    nothing_to_judge,  ///< there are rules, but they found no target: not met by default
    no_rule,           ///< files could decide it, but no enabled rule does
    by_hand,           ///< files do not decide it: a person looks
    at_run_time,       ///< only the running system shows it
};
inline constexpr std::size_t status_count = 10;
inline constexpr std::size_t outcome_count = 5;

/// How many criteria have each status, by the status's number.
using StatusTotals = std::array<std::uint64_t, status_count>;

/// What one rule says about a criterion.
struct RuleEvidence {
    const policy::RuleInfo* rule = nullptr;
    std::array<std::vector<const policy::Verdict*>, outcome_count> verdicts;  ///< by the outcome's number
    [[nodiscard]] const std::vector<const policy::Verdict*>& of(policy::Outcome outcome) const {
        return verdicts[static_cast<std::size_t>(outcome)];
    }
};

/// One criterion.
struct ComplianceRow {
    const policy::Requirement* requirement = nullptr;
    Status status = Status::no_rule;
    std::vector<RuleEvidence> rules;                    ///< all that name it, also the disabled ones, by id
    std::array<std::uint64_t, outcome_count> counts{};  ///< verdicts by outcome, of all its rules
    const policy::Exception* exception = nullptr;       ///< that accepts the criterion as a whole
    [[nodiscard]] std::uint64_t count(policy::Outcome outcome) const {
        return counts[static_cast<std::size_t>(outcome)];
    }
};

struct ComplianceSection {
    std::string id;
    base::Text title;                 ///< empty where the catalogue names no such section
    std::vector<ComplianceRow> rows;  ///< empty for a chapter that only holds sections
    StatusTotals totals{};            ///< of its own rows: those of all sections add up to the catalogue's
    StatusTotals with_subsections{};  ///< of its own rows and those of the sections below it ("1" holds "1.2")
};

struct ComplianceCatalogue {
    const policy::Catalogue* catalogue = nullptr;
    std::vector<ComplianceSection> sections;  ///< in document order, without empty ones
    StatusTotals totals{};
    std::uint64_t row_count = 0;
};

/// All verdicts of a run, folded by requirement.
struct Compliance {
    std::vector<ComplianceCatalogue> catalogues;
    std::vector<RuleEvidence> all_rules;                       ///< every rule of the run with its verdicts, by id
    std::vector<const policy::RuleInfo*> without_requirement;  ///< rules that no row shows
    bool complete = true;                                      ///< no fatal problem
};

/// The run outlives the result.
[[nodiscard]] Compliance compliance_of(const policy::Run& run);

}  // namespace csr::report
