#pragma once

#include "model/type.hpp"

namespace csr::model::cloudformation {

/// The fields of a Resource (docs/model.md).
[[nodiscard]] const ObjectType& resource_object_type();
/// The fields of a Template (docs/model.md).
[[nodiscard]] const ObjectType& template_object_type();
/// The fields of a normalised IAM statement (docs/model.md).
[[nodiscard]] const ObjectType& statement_object_type();
/// The fields of a rule of a security group, of what an alarm watches, of who a topic tells, and of an origin of a
/// distribution (docs/model.md).
[[nodiscard]] const ObjectType& security_rule_object_type();
[[nodiscard]] const ObjectType& metric_object_type();
[[nodiscard]] const ObjectType& subscription_object_type();
[[nodiscard]] const ObjectType& origin_object_type();

}  // namespace csr::model::cloudformation
