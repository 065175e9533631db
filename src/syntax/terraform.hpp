#pragma once

#include <string_view>

#include "syntax/node.hpp"

namespace csr::syntax {

/// The tag of a value that Terraform computes. No YAML document can hold it.
inline constexpr std::string_view terraform_expression_tag = "!terraform expression";

/// Reads a Terraform file in HCL: {path, blocks: [{type, labels: [texts], attributes: {NAME: value}, blocks: [...]}]}.
/// Values that are written out (texts without ${, numbers, booleans, null, lists and maps of them) are what they say;
/// any other one is a text with terraform_expression_tag, the expression as it is written. After an error the tree
/// holds everything before it.
[[nodiscard]] Tree parse_terraform(const source::Source& source);

}  // namespace csr::syntax
