#pragma once

#include "base/arena.hpp"
#include "model/type.hpp"
#include "model/value.hpp"
#include "model/workflow/expression_site.hpp"

/// The parts of an expression - calls, comparisons, literals, contexts - as a rule sees them (docs/model.md).
namespace csr::model {

/// Every part of a valid expression, in the order of the text, an outer one before its operands. A context counts as
/// one part. The site outlives the value.
[[nodiscard]] Value parts_of(const ExpressionSite& site, base::Arena& arena);
[[nodiscard]] const ObjectType& expression_part_type();

}  // namespace csr::model
