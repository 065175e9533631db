#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "model/workflow/proof/shell_script.hpp"

namespace csr::model {

/// Tells whether the workflow may set an environment variable of this name.
using SetsVariable = std::function<bool(std::string_view)>;

/// Puts one command of kind `ends` in the place of commands of which only the end can matter: whatever their course,
/// the script writes the same outputs and variables and asks the same about what is known. The executions of the script
/// stay the same ones, seen from outside; there are fewer ways through it, and an unclear test after which the script
/// goes on in either case leaves no doubt.
void condense(ShellScript& script, const SetsVariable& sets_variable);

}  // namespace csr::model
