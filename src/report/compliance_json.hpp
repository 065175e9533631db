#pragma once

#include <string>
#include <string_view>

#include "policy/verdict.hpp"
#include "report/options.hpp"

namespace csr::report {

/// The version of schemas/compliance.schema.json.
inline constexpr std::string_view compliance_schema_version = "1.1";

/// The compliance report with all of its evidence as JSON.
[[nodiscard]] std::string write_compliance_json(const policy::Run& run, const Options& options);

}  // namespace csr::report
