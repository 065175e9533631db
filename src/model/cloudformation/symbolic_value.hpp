#pragma once

#include "model/assignment.hpp"
#include "model/cloudformation/deployment.hpp"

namespace csr::model::cloudformation {

/// The value or, where only the deployment knows it, a text that names what it hangs on: "${Vpc}", "${Key.Arn}",
/// "arn:${AWS::Partition}:s3:::logs". Two values of one template with the same text are the same. Stays unknown while a
/// condition still chooses, and where it is not even known what it hangs on.
[[nodiscard]] Value symbolic_value(const Deployment& deployment, const Value& value, const Evaluation& evaluation);

}  // namespace csr::model::cloudformation
