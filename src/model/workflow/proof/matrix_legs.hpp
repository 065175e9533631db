#pragma once

#include "model/workflow/proof/execution_plan.hpp"

namespace csr::model {

/// Fills in the legs of the instance's matrix, as far as anything that matters reads them.
void plan_matrix(JobInstance& instance);

}  // namespace csr::model
