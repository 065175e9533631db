#pragma once

#include <string>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// The compliance report as one self-contained HTML file: no scripts, nothing loaded, made to be read and printed.
[[nodiscard]] std::string write_compliance_html(const policy::Run& run, const Options& options);

}  // namespace csr::report
