#pragma once

#include "model/assignment.hpp"
#include "model/cloudformation/deployment.hpp"

namespace csr::model::cloudformation {

enum class Direction : std::uint8_t { in, out };

/// The rules of a security group wherever they are written, in the group itself or as resources of their own: list of
/// maps as docs/model.md says (SecurityRule).
[[nodiscard]] Value security_rules(const Deployment& deployment, const Resource& group, Direction direction,
                                   const Evaluation& evaluation);

}  // namespace csr::model::cloudformation
