#pragma once

#include <span>

#include "cel/cel.hpp"

namespace csr::policy {

/// Those of rule_functions() that ask for the repository's files, a constant.
[[nodiscard]] std::span<const cel::Function> repository_functions();

}  // namespace csr::policy
