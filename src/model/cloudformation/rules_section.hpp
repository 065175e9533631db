#pragma once

#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/scope.hpp"

// Internal to model/cloudformation: the section Rules, whose assertions CloudFormation checks before it deploys.

namespace csr::model::cloudformation {

/// Whether the assertions of `rule` hold where its condition does: true, false or unknown.
[[nodiscard]] Value evaluate_rule(const Scope& scope, syntax::NodeRef rule);
/// Fn::Contains, Fn::EachMemberEquals or Fn::EachMemberIn: true, false or unknown.
[[nodiscard]] Value evaluate_membership(const Call& call, const Scope& scope);

}  // namespace csr::model::cloudformation
