#pragma once

#include <vector>

#include "cel/cel.hpp"

namespace csr::policy {

/// Adds the functions that tell how the resources of a deployment hang together (docs/model.md).
void append_relation_functions(std::vector<cel::Function>& functions);

}  // namespace csr::policy
