#pragma once

#include "base/arena.hpp"
#include "model/value.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// The texts that `text` becomes with each option of the choice inputs of workflow_dispatch that it reads
/// (`${{ inputs.target }}`) in place of the expression: one text, as written, where it reads none. At most 64; the
/// items have the place of `text`.
[[nodiscard]] Value with_choices(const Workflow& workflow, const Value& text, base::Arena& arena);

}  // namespace csr::model
