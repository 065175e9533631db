#pragma once

#include <optional>

#include "base/text.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// Why GitHub rejects the file as a whole, so that nothing in it ever runs; nothing when no reason is seen.
[[nodiscard]] std::optional<base::Text> rejection_of(const Workflow& workflow);

}  // namespace csr::model
