#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "policy/verdict.hpp"

namespace csr::report {

/// The version of schemas/baseline.schema.json.
inline constexpr std::string_view baseline_schema_version = "1.0";

/// How often each finding, by its fingerprint, is known.
using Baseline = std::map<std::string, std::uint64_t>;

/// The fails and unknowns of a run as a baseline file: by rule, target and value, never by line.
[[nodiscard]] std::string write_baseline(const policy::Run& run);

/// Marks what the baseline knows; more of the same than it has are new. The summary follows.
void mark_known(policy::Run& run, Baseline baseline);

}  // namespace csr::report
