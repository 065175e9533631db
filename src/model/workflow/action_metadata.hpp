#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/diagnostic.hpp"
#include "syntax/node.hpp"

namespace csr::model {

/// Compares an action.yml with what GitHub accepts. `exists` tells whether a file lies at a path relative to the
/// action's folder. Codes: action-metadata-invalid (keys, values, what the kind of action needs), action-file-missing,
/// action-runtime-removed.
void check_action_metadata(syntax::NodeRef root, const std::function<bool(const std::string&)>& exists,
                           std::vector<Diagnostic>& found);

}  // namespace csr::model
