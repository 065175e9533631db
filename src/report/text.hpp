#pragma once

#include <string>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// The run for a person at a terminal: each finding with its source line, each problem, a summary.
[[nodiscard]] std::string write_text(const policy::Run& run, const Options& options);

/// One problem, as `write_text` shows it; for mistakes that end a run before it begins, too.
[[nodiscard]] std::string write_problem_text(const policy::Problem& problem, const Options& options);

}  // namespace csr::report
