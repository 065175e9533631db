#pragma once

#include <string>
#include <string_view>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// The version of schemas/output.schema.json. A new member is a minor step, a changed or removed one a major step.
inline constexpr std::string_view json_schema_version = "1.2";

/// The whole run as JSON. Lists every rule; the verdicts are the findings, or all of them with options.all_verdicts.
[[nodiscard]] std::string write_json(const policy::Run& run, const Options& options);

}  // namespace csr::report
