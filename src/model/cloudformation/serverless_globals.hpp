#pragma once

#include "model/cloudformation/template.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// What the section Globals of a serverless template says for resources of a type; invalid when it says nothing.
[[nodiscard]] syntax::NodeRef serverless_globals(const Template& owner, std::string_view type);

}  // namespace csr::model::cloudformation
