#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "base/result.hpp"

namespace csr::cli {

/// "path:line:column: error: message" with the hint on a line of its own; control characters made visible.
[[nodiscard]] std::string format_error(const base::Error& error, base::Language language);
/// Writes each error.
void print_errors(std::ostream& out, std::span<const base::Error> errors, base::Language language);

}  // namespace csr::cli
