#pragma once

#include <string>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// The compliance report as OSCAL assessment results. Only a criterion that is met as a whole is `satisfied`; those
/// that nobody judged are excluded from the reviewed controls, never satisfied.
[[nodiscard]] std::string write_oscal_results(const policy::Run& run, const Options& options);

}  // namespace csr::report
