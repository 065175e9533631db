#pragma once

#include "model/cloudformation/scope.hpp"

// Internal to model/cloudformation: lists and maps of a template, whose members are evaluated when they are read.

namespace csr::model::cloudformation {

/// A sequence as a list; AWS::NoValue items are left out.
[[nodiscard]] Value make_node_list(const Scope& scope, syntax::NodeRef node, const Type* type);
/// A mapping as a map; members that are null or AWS::NoValue are left out, merge keys merged, loops unrolled. A key
/// that is not there is unknown beside a Fn::Transform, a loop over an open list, or in a template with a macro. `base`
/// says what holds beside the mapping (the Globals of a serverless template); may be invalid.
[[nodiscard]] Value make_node_map(const Scope& scope, syntax::NodeRef node, const Type* type,
                                  syntax::NodeRef base = {});

}  // namespace csr::model::cloudformation
