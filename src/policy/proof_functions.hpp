#pragma once

#include <span>

#include "cel/cel.hpp"

namespace csr::policy {

/// Those of rule_functions() that ask for a proof over the job graph, a constant.
[[nodiscard]] std::span<const cel::Function> proof_functions();

}  // namespace csr::policy
