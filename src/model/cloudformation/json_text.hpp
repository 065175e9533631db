#pragma once

#include "model/assignment.hpp"
#include "model/cloudformation/deployment.hpp"

namespace csr::model::cloudformation {

/// The value of a JSON text as an optional; none when it is no JSON. A text joined from open parts keeps them as
/// unknown members. `deployment` may be null: then only known texts are read.
[[nodiscard]] Value json_value(const Deployment* deployment, const Value& text, const Evaluation& evaluation);

}  // namespace csr::model::cloudformation
