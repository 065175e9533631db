#pragma once

#include "model/assignment.hpp"
#include "model/cloudformation/template.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// The scenario in which every parameter has its default.
[[nodiscard]] Assignment default_assignment(const Template& owner);
/// Adds the defaults of `owner` to `assignment`.
void add_defaults(Assignment& assignment, const Template& owner);

}  // namespace csr::model::cloudformation
