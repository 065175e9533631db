#pragma once

#include <vector>

#include "model/diagnostic.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

// Each of these notes one kind of mistake in a workflow that its schema cannot say.

/// Codes: missing-key (a schedule without times), event-filter-conflict, cron-invalid, cron-too-often,
/// timezone-invalid, glob-invalid, input-invalid, input-limit, input-default-unused, empty-value.
void check_events(const Workflow& workflow, std::vector<Diagnostic>& found);
/// Codes: job-id-invalid, step-id-invalid, step-id-duplicate.
void check_ids(const Workflow& workflow, std::vector<Diagnostic>& found);
/// Codes: needs-duplicate, needs-cycle (one for each knot).
void check_needs(const Workflow& workflow, std::vector<Diagnostic>& found);
/// Codes: matrix-duplicate, matrix-exclude-unmatched.
void check_matrix(const Workflow& workflow, std::vector<Diagnostic>& found);
/// Code: runner-label-conflict.
void check_runner_labels(const Workflow& workflow, std::vector<Diagnostic>& found);
/// Code: shell-unknown.
void check_shells(const Workflow& workflow, std::vector<Diagnostic>& found);
/// Codes: env-name-invalid, credentials-literal.
void check_environment(const Workflow& workflow, std::vector<Diagnostic>& found);
/// Codes: anchor-unused.
void check_anchors(const Workflow& workflow, std::vector<Diagnostic>& found);

/// Everything that is wrong with a workflow by itself, in the order of the file.
[[nodiscard]] std::vector<Diagnostic> check_workflow(const Workflow& workflow);

/// Adds what was found wrong by looking further than the workflow itself does when it is read.
void add_diagnostics(Workflow& workflow, std::vector<Diagnostic> found);

}  // namespace csr::model
