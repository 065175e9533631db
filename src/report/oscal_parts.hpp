#pragma once

#include <string>
#include <string_view>

#include "policy/verdict.hpp"
#include "report/json_writer.hpp"
#include "report/options.hpp"

namespace csr::report {

/// Parts that both OSCAL documents share. All names in the documents come from their content, so the same run gives the
/// same document.
inline constexpr std::string_view oscal_version = "1.2.1";
inline constexpr std::string_view oscal_namespace = "urn:csr-lint";

/// "goal-mandala.1.2.6": a requirement's id as an OSCAL token.
[[nodiscard]] std::string oscal_control_id(const policy::RequirementId& id);
/// Text for OSCAL: made visible, on one line, never empty.
[[nodiscard]] std::string oscal_text(std::string_view text);
/// The run's time; without any, the beginning of 1970, since OSCAL demands one.
[[nodiscard]] std::string oscal_time(const Options& options);
/// What the uuids of a run's document begin with: inputs, packs and revision.
[[nodiscard]] std::string oscal_seed(const policy::Run& run, const Options& options);

void write_oscal_property(JsonWriter& json, std::string_view name, std::string_view value);
void write_oscal_metadata(JsonWriter& json, const policy::Run& run, const Options& options, std::string_view title);

}  // namespace csr::report
