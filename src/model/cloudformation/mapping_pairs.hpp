#pragma once

#include <string_view>
#include <vector>

#include "syntax/node.hpp"

// Internal to model/cloudformation: the pairs of a mapping as the tools read them that hand a template to
// CloudFormation (aws cloudformation package, sam, cdk): merge keys are replaced by what they merge. A pair of the
// mapping itself counts more than a merged one, an earlier merge more than a later one.

namespace csr::model::cloudformation {

/// YAML's merge key: a plain `<<`.
[[nodiscard]] bool is_merge_key(syntax::NodeRef key);
/// The pairs of a mapping with a scalar key; of a key that stands twice the later one.
[[nodiscard]] std::vector<syntax::NodeRef::Pair> effective_pairs(syntax::NodeRef mapping);
/// The value under `key`, merged ones included; invalid when there is none.
[[nodiscard]] syntax::NodeRef member(syntax::NodeRef mapping, std::string_view key);

}  // namespace csr::model::cloudformation
