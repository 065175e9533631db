#pragma once

#include "model/cloudformation/deployment.hpp"
#include "model/type.hpp"

namespace csr::model::cloudformation {

/// The `parameter_of(value)` of rules: list of the parameters that the text at the value's place, or what makes the
/// value unknown, refers to. `deployment` may be null.
[[nodiscard]] Value parameters_of(const Deployment* deployment, const Value& value, const Evaluation& evaluation);
/// The fields of a Parameter (docs/model.md).
[[nodiscard]] const ObjectType& parameter_object_type();

/// The `dynamic_reference(value)` of rules: the {{resolve:...}} that a value is or holds, as optional.
[[nodiscard]] Value dynamic_reference_of(const Value& value, const Evaluation& evaluation);
/// The fields of a DynamicReference (docs/model.md).
[[nodiscard]] const ObjectType& dynamic_reference_object_type();

}  // namespace csr::model::cloudformation
