#pragma once

#include <cstdint>
#include <functional>

#include "model/assignment.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

enum class Satisfiable : std::uint8_t { no, open, yes };

/// What is known of a formula under an assignment; `next` is a variable that could settle it, null when none can.
struct Truth {
    Satisfiable known = Satisfiable::open;
    const Variable* next = nullptr;
};

/// Whether some choice of the variables beyond `assignment` makes a formula true: open when that cannot be told or
/// takes more than `most_steps` questions. `assignment` is the same again at the end.
[[nodiscard]] Satisfiable satisfiable(Assignment& assignment, const std::function<Truth(const Assignment&)>& formula,
                                      std::uint32_t most_steps);

}  // namespace csr::model::cloudformation
