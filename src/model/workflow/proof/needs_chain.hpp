#pragma once

#include "model/workflow/proof/proof_query.hpp"

namespace csr::model {

/// Whether `needs` alone shows that the object of a `guards` question has succeeded whenever the subject starts: every
/// job on a way from the subject to it starts only when what it needs has succeeded. Source: GitHub's documentation,
/// "jobs.<job_id>.needs" and "Status check functions". False says nothing.
[[nodiscard]] bool guarded_by_needs(const ProofQuery& query, const ExecutionPlan& plan);

}  // namespace csr::model
