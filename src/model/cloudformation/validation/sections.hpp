#pragma once

#include "model/cloudformation/validation/findings.hpp"
#include "model/cloudformation/validation/names.hpp"

// Internal to model/cloudformation: the checks of a template's sections.

namespace csr::model::cloudformation {

/// Sections that CloudFormation does not know, limits, names, and keys that stand twice.
void check_sections(const TemplateNames& names, Findings& findings);
/// Types, defaults and constraints of the parameters.
void check_parameters(const TemplateNames& names, Findings& findings);
/// The shape of mappings, outputs, conditions and Metadata.
void check_mappings(const TemplateNames& names, Findings& findings);
void check_outputs(const TemplateNames& names, Findings& findings);
void check_conditions(const TemplateNames& names, Findings& findings);
void check_interface(const TemplateNames& names, Findings& findings);
/// Parameters, mappings and conditions that nothing uses.
void check_unused(const TemplateNames& names, Findings& findings);
/// The attributes beside Properties, and the type.
void check_resource_shape(const TemplateNames& names, const Resource& resource, Findings& findings);
/// What stands under Resources and is no resource at all.
void check_non_resources(const TemplateNames& names, Findings& findings);

/// Whether CloudFormation takes a name: letters and digits.
[[nodiscard]] bool is_logical_id(std::string_view name);

}  // namespace csr::model::cloudformation
