#pragma once

#include <string_view>
#include <vector>

#include "model/diagnostic.hpp"
#include "model/workflow/schema_table.hpp"
#include "syntax/node.hpp"

namespace csr::model {

/// Compares a tree with the definition `root_definition` of a schema. Codes: unknown-key, duplicate-key, missing-key,
/// type-mismatch, unknown-value, empty-value, out-of-range, conflicting-keys, step-incomplete, event-unknown,
/// event-type-unknown, event-filter-unavailable, permission-unknown, permission-invalid.
void check_schema(const SchemaTable& table, std::string_view root_definition, syntax::NodeRef root,
                  std::vector<Diagnostic>& found);

}  // namespace csr::model
