#pragma once

#include <string>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// The block at the end of the text output: what was read, which rules ran, the totals, what would settle the
/// undecided verdicts, and what to do next.
[[nodiscard]] std::string write_summary_text(const policy::Run& run, const Options& options);

}  // namespace csr::report
