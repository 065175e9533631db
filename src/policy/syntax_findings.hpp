#pragma once

#include "policy/selection.hpp"

namespace csr::policy {

/// Makes a finding of every problem at a place that kept a file from being read to its end, where the rule about these
/// is selected: code scanning shows findings, not what went wrong in a run.
void add_syntax_findings(const Selection& selection, Run& run);

}  // namespace csr::policy
