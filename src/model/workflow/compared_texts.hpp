#pragma once

#include "base/arena.hpp"
#include "model/value.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// The texts that the workflow's expressions and bash scripts compare something with, in the order of the file, each
/// once: 'deploy' in `inputs.confirm == 'deploy'`, in `[ "$WORD" != deploy ]`, and as a pattern of `case`.
[[nodiscard]] Value compared_texts(const Workflow& workflow, base::Arena& arena);

}  // namespace csr::model
