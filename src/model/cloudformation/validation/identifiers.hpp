#pragma once

#include "model/cloudformation/validation/findings.hpp"
#include "model/cloudformation/validation/names.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// Resources of one type that name themselves alike, so that the second one cannot be made.
void check_identifiers(const TemplateNames& names, Findings& findings);

}  // namespace csr::model::cloudformation
