#pragma once

#include "policy/verdict.hpp"

namespace csr::policy {

/// Puts the verdicts of a run into their order and counts them.
void settle_verdicts(Run& run);

}  // namespace csr::policy
