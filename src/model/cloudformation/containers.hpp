#pragma once

#include "model/cloudformation/scope.hpp"

// Internal to model/cloudformation: lists and maps of a template, whose members are evaluated when they are read.

namespace csr::model::cloudformation {

/// A sequence as a list; AWS::NoValue items are left out.
[[nodiscard]] Value make_node_list(const Scope& scope, syntax::NodeRef node, const Type* type);
/// A mapping as a map; AWS::NoValue members are left out. With a Fn::Transform beside other keys, a key that is not
/// there is unknown.
[[nodiscard]] Value make_node_map(const Scope& scope, syntax::NodeRef node, const Type* type);

}  // namespace csr::model::cloudformation
