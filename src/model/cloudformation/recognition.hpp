#pragma once

#include "syntax/node.hpp"

namespace csr::model::cloudformation {

/// Whether a document is a CloudFormation template, by its content.
[[nodiscard]] bool looks_like_template(const syntax::Tree& tree);
/// Whether a document is the manifest.json of a cloud assembly, by its content.
[[nodiscard]] bool looks_like_manifest(const syntax::Tree& tree);

}  // namespace csr::model::cloudformation
