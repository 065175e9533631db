#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "syntax/node.hpp"

namespace csr::model::cloudformation {

/// Parameter values by name, as text ("true", "a,b").
using ParameterValues = std::map<std::string, std::string, std::less<>>;

/// What a file of parameter values says.
struct ParameterFile {
    ParameterValues values;
    std::vector<syntax::NodeRef> odd;  ///< items of a list that are in no known form
};

/// Reads parameter values in the usual forms: a list of {ParameterKey, ParameterValue} or of "NAME=VALUE", a flat
/// mapping, or either of them under `Parameters` (CodePipeline, --cli-input-json). A key without a value of its own
/// (UsePreviousValue) says nothing. Nothing for a document that is neither list nor mapping.
[[nodiscard]] std::optional<ParameterFile> read_parameter_values(syntax::NodeRef root);

}  // namespace csr::model::cloudformation
