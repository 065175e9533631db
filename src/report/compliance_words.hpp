#pragma once

#include <string>
#include <string_view>

#include "report/compliance.hpp"
#include "report/options.hpp"
#include "report/words.hpp"

namespace csr::report {

/// The name of a status in machine-readable formats and CSS classes.
[[nodiscard]] std::string_view key_of(Status status);
/// The word for people.
[[nodiscard]] std::string_view status_word(Status status, const Words& words);
/// One character that tells the statuses apart without colour.
[[nodiscard]] std::string_view status_mark(Status status);
/// What a status means, for a legend.
[[nodiscard]] std::string_view status_meaning(Status status, const Words& words);

/// Why this row has its status, and what is left to look at; plain text, made visible.
[[nodiscard]] std::string explanation(const ComplianceRow& row, const Words& words);

/// "12 pass, 1 undecided": verdicts by outcome, without zeros.
[[nodiscard]] std::string outcome_counts(const std::array<std::uint64_t, outcome_count>& counts, const Words& words);
[[nodiscard]] std::array<std::uint64_t, outcome_count> counts_of(const RuleEvidence& evidence);

/// The sentence at the top of a report on a run that missed something.
[[nodiscard]] std::string_view incomplete_notice(const Words& words);

/// The command line as the user would type it again.
[[nodiscard]] std::string command_line(const policy::Run& run);

inline constexpr std::array<Status, status_count> all_statuses = {
    Status::met,      Status::partly_met,     Status::not_met,          Status::undecided,
    Status::excepted, Status::not_applicable, Status::nothing_to_judge, Status::no_rule,
    Status::by_hand,  Status::at_run_time};
inline constexpr std::array<policy::Outcome, outcome_count> evidence_order = {
    policy::Outcome::fail, policy::Outcome::unknown, policy::Outcome::excepted, policy::Outcome::pass,
    policy::Outcome::not_applicable};

}  // namespace csr::report
