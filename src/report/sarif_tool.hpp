#pragma once

#include "policy/verdict.hpp"
#include "report/json_writer.hpp"
#include "report/options.hpp"

namespace csr::report {

/// SARIF `tool`: the driver with every rule of the run, in the run's order.
void write_sarif_tool(JsonWriter& json, const policy::Run& run, const Options& options);

/// SARIF `taxonomies`: one per requirement catalogue, in the run's order.
void write_sarif_taxonomies(JsonWriter& json, const policy::Run& run, const Options& options);

}  // namespace csr::report
