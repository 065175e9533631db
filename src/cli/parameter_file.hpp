#pragma once

#include <map>
#include <string>

#include "policy/decode.hpp"

namespace csr::cli {

/// Template parameters' values by name, as text.
using ParameterValues = std::map<std::string, std::string, std::less<>>;

/// Reads a file of parameter values in one of CloudFormation's forms: a list of {ParameterKey, ParameterValue}, a
/// mapping with `Parameters`, or a flat mapping. JSON or YAML.
void read_parameter_file(std::string path, std::string bytes, ParameterValues& values, policy::Mistakes& mistakes);

}  // namespace csr::cli
