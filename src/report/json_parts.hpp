#pragma once

#include "policy/verdict.hpp"
#include "report/json_writer.hpp"
#include "report/options.hpp"
#include "report/words.hpp"

namespace csr::report {

/// Parts that the JSON output and the JSON compliance report share.
void write_tool(JsonWriter& json, const Options& options);
void write_packs(JsonWriter& json, const policy::Run& run, const Words& words);
void write_inputs(JsonWriter& json, std::string_view name, const std::vector<policy::Input>& inputs);
void write_rule(JsonWriter& json, const policy::RuleInfo& rule, const Words& words);
void write_problems(JsonWriter& json, const policy::Run& run, const Words& words);
void write_command_line(JsonWriter& json, const policy::Run& run);
void write_location(JsonWriter& json, const policy::Location& location);
void write_target(JsonWriter& json, const policy::Target& target);

}  // namespace csr::report
