#pragma once

#include <string>

#include "policy/decode.hpp"
#include "report/baseline.hpp"
#include "report/options.hpp"

/// Reading what earlier runs wrote.
namespace csr::cli {

/// A baseline (schemas/baseline.schema.json).
[[nodiscard]] report::Baseline read_baseline(const std::string& path, const std::string& bytes,
                                             policy::Mistakes& mistakes);

/// A compliance report in JSON (schemas/compliance.schema.json), as far as a comparison needs it.
[[nodiscard]] report::EarlierReport read_earlier_report(const std::string& path, const std::string& bytes,
                                                        policy::Mistakes& mistakes);

}  // namespace csr::cli
