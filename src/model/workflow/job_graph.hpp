#pragma once

#include "base/arena.hpp"
#include "model/workflow/proof/proof_memo.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// The list behind the rule function guaranteed_before(): the jobs that have succeeded (real outcome) in every
/// execution in which `job` starts and, when some are unknown, one unknown item at the end, so that exists() finds a
/// witness or is unknown, and never takes an unknown job for a proved one.
[[nodiscard]] Value guaranteed_before_list(const Job& job, ProofMemo& proofs, base::Arena& arena);

/// Whether the step runs whatever happened in its job before, also in a cancelled run: its `if` is true in every
/// status. Says nothing about whether the job itself starts.
[[nodiscard]] bool runs_always(const Step& step);

}  // namespace csr::model
