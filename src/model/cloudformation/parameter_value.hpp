#pragma once

#include "model/cloudformation/parameter.hpp"
#include "model/type.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// A parameter's text as the value it stands for, read as `type` (null: as the parameter's own type says).
[[nodiscard]] Value typed_value(base::Arena& arena, const Parameter& parameter, std::string_view text, const Type* type,
                                Place place);

}  // namespace csr::model::cloudformation
