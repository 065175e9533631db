#pragma once

#include <cstdint>
#include <optional>
#include <span>
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
    follows,              ///< whenever the object starts, the subject starts afterwards, whatever became of the object
    follows_success,  ///< whenever the object succeeds in a run that is not cancelled, the subject starts afterwards
};
[[nodiscard]] std::string_view name_of(ProofKind kind);
[[nodiscard]] std::optional<ProofKind> proof_kind(std::string_view name);

/// One question. Names: "job", "job/step" (id, else name, else "#" and the number from 0), "call>inner",
/// "workflow_run(NAME)".
struct ProofQuestion {
    ProofKind kind = ProofKind::guards;
    std::string subject;
    std::string object;
    std::string event = {};  ///< only executions that this event starts, with "!" before it the others; empty: all

    auto operator<=>(const ProofQuestion&) const = default;
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
/// Whether in every execution at least one of the properties holds: "one of the testing jobs has succeeded". At least
/// one question, all about the same event. The counterexample is told of the first one.
[[nodiscard]] ProofAnswer prove_any(const Workflow& workflow, std::span<const ProofQuestion> questions);

/// The counterexample in one line, as a person would tell it: "push to main: test fails -> deploy still runs, because
/// its `if` has always()".
[[nodiscard]] base::Text told(const Counterexample& counterexample);

}  // namespace csr::model
