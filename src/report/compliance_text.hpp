#pragma once

#include <string>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// The compliance report for a terminal: totals, then every criterion with its status, failures with their places.
[[nodiscard]] std::string write_compliance_text(const policy::Run& run, const Options& options);

}  // namespace csr::report
