#pragma once

#include <cstddef>
#include <string>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// GitHub rejects a run with more results; the most severe are kept and a notification tells how many are missing.
inline constexpr std::size_t sarif_result_limit = 25'000;

/// The findings as SARIF 2.1.0, for GitHub code scanning and the other consumers.
[[nodiscard]] std::string write_sarif(const policy::Run& run, const Options& options);

}  // namespace csr::report
