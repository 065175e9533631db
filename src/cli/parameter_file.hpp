#pragma once

#include <string>

#include "model/cloudformation/parameter_values.hpp"
#include "policy/decode.hpp"

namespace csr::cli {

using model::cloudformation::ParameterValues;

/// Reads a file of parameter values, JSON or YAML, in one of the forms of model::cloudformation::read_parameter_values.
void read_parameter_file(std::string path, std::string bytes, ParameterValues& values, policy::Mistakes& mistakes);

}  // namespace csr::cli
