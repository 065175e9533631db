#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// What can be proved about the job graph of a workflow (docs/proofs.md).
enum class ProofKind : std::uint8_t {
    guards,               ///< whenever the subject starts, the object has succeeded before
    always_follows,       ///< the subject starts in every execution
    confirmation,         ///< whenever the subject starts, an input was given and has a value: "input=value"
    step_order,           ///< whenever the subject, a step, runs, the object ran earlier
    environment,          ///< whenever the subject starts, its environment is the object
    rollback_on_failure,  ///< whenever the object fails in a run that is not cancelled, the subject starts afterwards
};
[[nodiscard]] std::string_view name_of(ProofKind kind);
[[nodiscard]] std::optional<ProofKind> proof_kind(std::string_view name);

/// One question. Names: "job", "job/step" (id, else name), "call>inner", "workflow_run(NAME)".
struct ProofQuestion {
    ProofKind kind = ProofKind::guards;
    std::string subject;
    std::string object;
};

enum class ProofResult : std::uint8_t {
    holds,
    refuted,
    unknown,
    invalid,  ///< GitHub rejects the file: nothing ever runs
};
[[nodiscard]] std::string_view name_of(ProofResult result);

/// One thing that happens in a counterexample, and where the workflow says so.
struct ProofStep {
    Place place;
    base::Text text;
};

/// An execution in which the property does not hold, told in order.
struct Counterexample {
    std::string event;                                         ///< the event's name
    std::vector<std::pair<std::string, std::string>> choices;  ///< inputs, variables and the like that lead there
    std::vector<std::pair<std::string, std::string>> jobs;     ///< how jobs ended, as far as it matters
    bool cancelled = false;                                    ///< the run was cancelled
    std::vector<ProofStep> steps;
};

struct ProofAnswer {
    ProofResult result = ProofResult::unknown;
    bool subject_never_runs = false;  ///< of one that holds: for lack of any execution in which the subject runs
    base::Text because;               ///< why it is unknown or invalid, or in one sentence why it is refuted
    std::optional<Counterexample> counterexample;  ///< of a refuted one
    std::uint64_t executions = 0;                  ///< how many were gone through
};

/// Answers the question; what the workflow calls is asked of Workflow::called(). The search is bounded: past the bound
/// the answer is unknown and says so.
[[nodiscard]] ProofAnswer prove(const Workflow& workflow, const ProofQuestion& question);

/// The counterexample in one line, as a person would tell it: "push to main: test fails -> deploy still runs, because
/// its `if` has always()".
[[nodiscard]] base::Text told(const Counterexample& counterexample);

}  // namespace csr::model
