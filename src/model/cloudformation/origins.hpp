#pragma once

#include "model/assignment.hpp"
#include "model/cloudformation/deployment.hpp"

namespace csr::model::cloudformation {

/// The origins of a CloudFront distribution: list of maps as docs/model.md says (Origin).
[[nodiscard]] Value origins_of(const Deployment& deployment, const Resource& distribution,
                               const Evaluation& evaluation);
/// The resources that hold a policy about a resource: the bucket policies of a bucket, the queue policies of a queue,
/// the topic policies of a topic, the permissions of a function: list of Resource.
[[nodiscard]] Value policies_of(const Deployment& deployment, const Resource& resource, const Evaluation& evaluation);

}  // namespace csr::model::cloudformation
