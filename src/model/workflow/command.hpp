#pragma once

#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "model/type.hpp"
#include "model/value.hpp"
#include "model/workflow/workflow.hpp"

/// The commands of a step's script as a rule sees them (docs/model.md).
namespace csr::model {

/// The shell a run step uses: its own, the job's or the workflow's default, else what GitHub takes on the job's runner
/// ("pwsh" on Windows, "bash" elsewhere). Empty when an expression decides.
[[nodiscard]] std::string_view shell_of(const Step& step);

/// The script with every byte of its expressions but line breaks replaced by `filler`, so that offsets stay.
[[nodiscard]] std::string script_without_expressions(std::string_view script, char filler);

/// The commands of the step's `run`; an empty list for any other step. Expressions are taken for plain letters.
[[nodiscard]] Value commands_of(const Step& step, base::Arena& arena);
[[nodiscard]] const ObjectType& command_type();

}  // namespace csr::model
