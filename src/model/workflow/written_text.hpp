#pragma once

#include <string_view>

#include "syntax/node.hpp"

namespace csr::model {

/// The text of a scalar as it is written; empty for a container and for no node.
[[nodiscard]] std::string_view text_of(syntax::NodeRef node);
/// The key and the value under a name in whatever case, as GitHub looks up inputs, outputs and variables; invalid ones
/// when there is no such pair or no mapping.
[[nodiscard]] syntax::NodeRef::Pair find_ignoring_case(syntax::NodeRef mapping, std::string_view name);

}  // namespace csr::model
