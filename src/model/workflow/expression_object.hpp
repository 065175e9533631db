#pragma once

#include "base/arena.hpp"
#include "model/type.hpp"
#include "model/value.hpp"
#include "model/workflow/expression_site.hpp"

/// An expression of a workflow as a rule sees it (docs/model.md).
namespace csr::model {

[[nodiscard]] Value object_of(const ExpressionSite& site, base::Arena& arena);
/// The expression behind a value that object_of() made; null for any other value.
[[nodiscard]] const ExpressionSite* expression_behind(const Value& value);

extern const Type expression_object_type;
extern const Type expression_list_type;

}  // namespace csr::model
