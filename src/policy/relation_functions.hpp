#pragma once

#include <span>

#include "cel/cel.hpp"

namespace csr::policy {

/// Those of rule_functions() that tell how the resources of a deployment hang together, a constant.
[[nodiscard]] std::span<const cel::Function> relation_functions();

}  // namespace csr::policy
