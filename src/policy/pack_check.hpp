#pragma once

#include <span>

#include "policy/decode.hpp"
#include "policy/pack.hpp"

namespace csr::policy {

/// Everything that has to be true of packs beyond their form: types and property paths exist, expressions compile and
/// guard what may be absent, ids are unique and known, every rule has its tests. `known` are packs that are right
/// already and only lend their ids and catalogues.
void check_packs(std::span<const Pack> packs, std::span<const Pack> known, Mistakes& mistakes);

}  // namespace csr::policy
