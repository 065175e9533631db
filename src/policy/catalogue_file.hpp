#pragma once

#include "policy/decode.hpp"
#include "policy/rule.hpp"

namespace csr::policy {

/// Reads a requirements.yaml (schemas/requirements.schema.json).
[[nodiscard]] Catalogue read_catalogue(const syntax::Tree& tree, Mistakes& mistakes);

}  // namespace csr::policy
