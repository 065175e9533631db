#pragma once

#include <vector>

#include "model/project.hpp"
#include "policy/exception.hpp"

/// Exceptions that stand in the Metadata of templates and their resources, csr-lint's own (`csr-lint: {allow: [...]}`)
/// and those of other tools, and the rules that a CDK application acknowledges.
namespace csr::policy {

void collect_metadata(const model::cloudformation::Template& document, const model::Project& project,
                      std::vector<WrittenException>& found);

/// The rules acknowledged in a manifest or metadata file of an assembly; nothing for other documents.
void collect_acknowledged(const model::Document& document, std::vector<WrittenException>& found);

}  // namespace csr::policy
