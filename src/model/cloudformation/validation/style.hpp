#pragma once

#include "model/cloudformation/validation/findings.hpp"
#include "model/cloudformation/validation/names.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// Texts of a hand-written resource that say less than they seem to: ${Name} outside of Fn::Sub, an ARN with a fixed
/// partition, Fn::Join where Fn::Sub does. Nothing is said of what a program wrote.
void check_style(const TemplateNames& names, const Resource& resource, Findings& findings);
/// Fn::Join with nothing between its pieces, anywhere under `root`.
void check_joins(syntax::NodeRef root, Findings& findings);

}  // namespace csr::model::cloudformation
