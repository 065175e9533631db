#pragma once

#include <string_view>

#include "model/cloudformation/deployment.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// The export of that name that `importer` can see: one of the same account and region, first of all in the same
/// directory, where the stacks of a stage lie. Null when there is none.
[[nodiscard]] const Export* visible_export(const Deployment& deployment, std::string_view name,
                                           const Template& importer);

}  // namespace csr::model::cloudformation
