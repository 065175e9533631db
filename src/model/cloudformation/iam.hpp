#pragma once

#include "model/assignment.hpp"
#include "model/cloudformation/template.hpp"

namespace csr::model::cloudformation {

/// The IAM statements of a policy, role, user, group or of a resource's own policy, as a list of maps: `effect`,
/// `actions`, `not_actions`, `resources`, `not_resources`, `principals` ("KIND:ID"), `conditions`.
/// In these texts a part that only the deployment knows and that cannot hold a wildcard (an attribute of a resource, a
/// pseudo parameter) stands as "${Bucket.Arn}"; a text with any other open part is unknown.
[[nodiscard]] Value statements(const Resource& resource, const Evaluation& evaluation);

}  // namespace csr::model::cloudformation
