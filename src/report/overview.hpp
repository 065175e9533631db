#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "policy/verdict.hpp"

namespace csr::report {

/// One reason why verdicts are unknown, and how many it keeps open.
struct Cause {
    base::Text text;
    std::uint64_t verdicts = 0;
};

/// What a summary tells beyond the run's own totals.
struct Overview {
    std::vector<std::pair<std::string, std::uint64_t>> inputs_by_kind;  ///< most first
    std::uint64_t inputs_not_read = 0;                                  ///< with a syntax error, or unreadable
    std::uint64_t rules_enabled = 0;
    std::uint64_t rules_disabled = 0;
    std::vector<const policy::RuleInfo*> rules_without_target;  ///< enabled, but nothing there to judge
    std::vector<Cause> causes;                                  ///< of the unknown verdicts, most first
    bool complete = true;                                       ///< no fatal problem
};

[[nodiscard]] Overview overview_of(const policy::Run& run);

/// Whether a report that lists findings lists this verdict.
[[nodiscard]] bool is_finding(const policy::Verdict& verdict, bool unknown_is_finding);

}  // namespace csr::report
