#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "model/assignment.hpp"
#include "policy/verdict.hpp"

/// Judging something under every choice that a deployment can make.
namespace csr::policy {

/// How many scenarios are tried for one rule and target.
inline constexpr std::size_t most_scenarios = 256;

/// The answer in one scenario. `split` is a variable that would settle an unknown answer; null when none would.
struct Answer {
    Outcome outcome = Outcome::unknown;
    const model::Variable* split = nullptr;
    bool through_condition = false;
};

/// A scenario whose answer cannot be settled further.
struct Leaf {
    std::vector<model::Assignment::Step> steps;
    Outcome outcome = Outcome::unknown;
};

/// The answers of all scenarios, folded into one.
struct Folded {
    Outcome outcome = Outcome::unknown;
    /// The scenario that shows it; for a fail the first failing one.
    std::vector<model::Assignment::Step> witness;
    /// The choices under which a fail holds; empty when it always holds.
    std::vector<model::Assignment::Step> holds_under;
    /// Further failing scenarios that differ from the witness by conditions.
    std::vector<std::vector<model::Assignment::Step>> others;
    /// Parameters whose values make the difference between pass and fail.
    std::vector<const model::Variable*> undecided;
    bool limited = false;  ///< there were more scenarios than are tried
};

/// Asks `judge` for the answer in every scenario and folds the answers. Value branches of one condition branch count
/// together: they fail when all fail or when the default's does; condition branches each have to pass.
/// Scenarios that are not `possible` do not count; without it, all are.
[[nodiscard]] Folded judge_scenarios(const std::function<Answer(const model::Assignment&)>& judge,
                                     const std::function<bool(const model::Assignment&)>& possible = {},
                                     std::size_t most = most_scenarios);

/// The fold alone.
[[nodiscard]] Folded fold_scenarios(const std::vector<Leaf>& leaves);

}  // namespace csr::policy
