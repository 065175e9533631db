#pragma once

#include "model/workflow/proof/proof_query.hpp"

namespace csr::model {

/// Tells the execution, in which the property does not hold.
[[nodiscard]] Counterexample tell(const ProofQuery& query, const ProofQuestion& question, Execution& run);

}  // namespace csr::model
