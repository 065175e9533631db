#pragma once

#include <vector>

#include "model/diagnostic.hpp"
#include "model/workflow/local_actions.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// Checks what the steps of a workflow use. Codes: action-reference-invalid, action-input-unknown,
/// action-input-missing, action-input-deprecated, action-runtime-removed, action-version-runtime-removed,
/// local-action-invalid.
void check_actions(const Workflow& workflow, LocalActions& local, std::vector<Diagnostic>& found);

}  // namespace csr::model
