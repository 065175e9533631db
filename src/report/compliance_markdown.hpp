#pragma once

#include <string>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// The compliance report as GitHub-flavoured Markdown, for a pull request or a wiki.
[[nodiscard]] std::string write_compliance_markdown(const policy::Run& run, const Options& options);

}  // namespace csr::report
