#pragma once

#include <string_view>

#include "cel/cel.hpp"

namespace csr::cel {

/// The string extension's format(): %s %d %f %e %b %o %x %X %%, with a precision for %f and %e.
[[nodiscard]] model::Value format_text(const CallContext& context, std::string_view pattern, const model::List& values);

}  // namespace csr::cel
