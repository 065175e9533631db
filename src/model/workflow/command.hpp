#pragma once

#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "model/type.hpp"
#include "model/value.hpp"
#include "model/workflow/workflow.hpp"

/// The commands of a step's script as a rule sees them (docs/model.md).
namespace csr::model {

/// The commands of the step's `run`; an empty list for any other step. Expressions are taken for plain letters.
[[nodiscard]] Value commands_of(const Step& step, base::Arena& arena);
[[nodiscard]] const ObjectType& command_type();

}  // namespace csr::model
