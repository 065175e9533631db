#pragma once

#include <vector>

#include "model/diagnostic.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// What is wrong with a workflow's expressions and conditions, in the order of the file: syntax, names, members, types,
/// calls, contexts that a key does not offer, conditions that never change, untrusted text in scripts. See
/// docs/model.md for the codes.
[[nodiscard]] std::vector<Diagnostic> expression_diagnostics(const Workflow& workflow);

/// What is wrong with the calls of reusable workflows: the form of `uses`, and inputs and secrets that a called
/// workflow of the same repository does not have or misses.
[[nodiscard]] std::vector<Diagnostic> call_diagnostics(const Workflow& workflow);

}  // namespace csr::model
