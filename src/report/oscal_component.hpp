#pragma once

#include <string>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// csr-lint as an OSCAL component definition: which criterion its rules check, and how.
[[nodiscard]] std::string write_oscal_component(const policy::Run& run, const Options& options);

}  // namespace csr::report
