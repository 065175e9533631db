#pragma once

#include <string>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// The criteria as CSV (RFC 4180, UTF-8 with a byte-order mark for spreadsheets): one row per criterion. No cell begins
/// like a formula.
[[nodiscard]] std::string write_compliance_csv(const policy::Run& run, const Options& options);

}  // namespace csr::report
