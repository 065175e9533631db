#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "policy/pack.hpp"

namespace csr::policy {

/// How the rules' own tests went.
struct RuleTestResult {
    std::size_t passed = 0;
    std::vector<base::Error> failures;  ///< each with its place in the rule file
};

/// Runs the tests in the rule files of `packs`; of the named rules only when `rules` is not empty. A finding with a
/// safe or unsafe fix has its fix applied: the text has to stay valid and the finding has to go.
[[nodiscard]] RuleTestResult run_rule_tests(std::span<const Pack> packs, std::span<const std::string> rules = {});

}  // namespace csr::policy
