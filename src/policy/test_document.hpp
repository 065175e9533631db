#pragma once

#include <string>

#include "syntax/node.hpp"

namespace csr::policy {

/// The tree as YAML in flow style on one line, tags included: `{"Ref": !Sub "x"}`. Reads back as the same tree.
[[nodiscard]] std::string flow_text(syntax::NodeRef node);

/// A template around one resource fragment, which gets the logical id `Target`. What the fragment refers to without
/// being there is declared: a Ref gets a String parameter without a default, a condition one that hangs on a parameter
/// of its own.
[[nodiscard]] std::string template_around(syntax::NodeRef resource);

}  // namespace csr::policy
