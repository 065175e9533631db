#pragma once

#include <memory>
#include <string>

#include "policy/pack.hpp"

namespace csr::policy {

/// Reads a conflicts.yaml (schemas/conflicts.schema.json) of the pack `pack`.
[[nodiscard]] ConflictFile read_conflicts(std::string path, std::string bytes, const std::string& pack,
                                          Mistakes& mistakes);

/// Reports the rules that the conflicts of `packs` name and that do not exist, and settings that do not fit them.
void check_conflicts(std::span<const Pack> packs, std::span<const Pack> known, Mistakes& mistakes);

}  // namespace csr::policy
