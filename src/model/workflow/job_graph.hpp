#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/arena.hpp"
#include "base/text.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

enum class Proof : std::uint8_t { proved, refuted, unknown };

/// How a job ended: its real outcome, before job-level continue-on-error.
enum class Outcome : std::uint8_t { success, failure, cancelled, skipped };

/// An execution in which a job starts although another has not succeeded.
struct Counterexample {
    std::string event;                                         ///< the event's name
    std::vector<std::pair<std::string, std::string>> choices;  ///< inputs, variables and the like that lead there
    std::vector<std::pair<const Job*, Outcome>> outcomes;      ///< of the jobs before, in the order of the file
};

/// Whether another job has succeeded whenever a job starts.
struct Guarantee {
    const Job* other = nullptr;
    Proof proof = Proof::unknown;
    base::Text because;                            ///< why it is not proved; empty when it is
    std::optional<Counterexample> counterexample;  ///< when refuted
};

/// For each other job of the workflow, in the order of the file: has it succeeded (real outcome) in every execution in
/// which `job` starts? The search over events, inputs and outcomes is bounded; past the bound the answer is unknown.
[[nodiscard]] std::vector<Guarantee> guaranteed_before(const Job& job);

/// The list behind the rule function guaranteed_before(): the proved jobs and, when some are unknown, one unknown item
/// at the end, so that exists() finds a witness or is unknown, and never takes an unknown job for a proved one.
[[nodiscard]] Value guaranteed_before_list(const Job& job, base::Arena& arena);

/// Whether the step runs whatever happened in its job before, also in a cancelled run: its `if` is true in every
/// status. Says nothing about whether the job itself starts.
[[nodiscard]] bool runs_always(const Step& step);

}  // namespace csr::model
