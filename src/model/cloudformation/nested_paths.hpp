#pragma once

#include <string>
#include <vector>

#include "syntax/node.hpp"

namespace csr::model::cloudformation {

/// The local templates that a template deploys as nested stacks, by path like that of the template itself.
[[nodiscard]] std::vector<std::string> nested_template_paths(const syntax::Tree& tree);

}  // namespace csr::model::cloudformation
