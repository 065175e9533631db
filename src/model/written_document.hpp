#pragma once

#include "model/type.hpp"

/// What rules see of the documents that they read as they are written: the trees of syntax/markdown.hpp, script.hpp,
/// environment_file.hpp and terraform.hpp. See docs/model.md.
namespace csr::model {

[[nodiscard]] const ObjectType& markdown_type();
[[nodiscard]] const ObjectType& script_type();
[[nodiscard]] const ObjectType& environment_file_type();
[[nodiscard]] const ObjectType& terraform_type();

}  // namespace csr::model
