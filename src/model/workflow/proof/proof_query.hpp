#pragma once

#include "base/result.hpp"
#include "model/workflow/proof/execution.hpp"
#include "model/workflow/proof/proof.hpp"

namespace csr::model {

/// A job or step that a question names.
struct ProofSubject {
    std::uint32_t job = 0;
    std::optional<std::uint32_t> step;
};

/// A question with its names looked up.
struct ProofQuery {
    ProofKind kind = ProofKind::guards;
    ProofSubject subject;
    std::optional<ProofSubject> object;  ///< a job or step
    std::string triggering_workflow;     ///< of workflow_run(NAME)
    std::string input;                   ///< of a confirmation
    std::string value;                   ///< of a confirmation; the environment's name
};

/// What one execution says about it.
struct ProofVerdict {
    bool violated = false;
    bool subject_ran = false;
};

/// Looks the names up; an error says which name is unknown.
[[nodiscard]] base::Result<ProofQuery> resolve(const ProofQuestion& question, const ExecutionPlan& plan);

/// Judges one execution.
[[nodiscard]] ProofVerdict judge(const ProofQuery& query, Execution& run);

}  // namespace csr::model
