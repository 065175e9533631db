#pragma once

#include <string>
#include <string_view>

#include "base/text.hpp"
#include "model/value.hpp"

namespace csr::policy {

/// "import_value": the name of a cause in tests and reports.
[[nodiscard]] std::string_view name_of(model::CauseKind kind);
/// Why a value is not known, with what would settle it.
[[nodiscard]] base::Text describe(const model::Cause& cause);

}  // namespace csr::policy
