#pragma once

#include <string>

#include "policy/verdict.hpp"

namespace csr::report {

/// An identity of a verdict that survives edits elsewhere in the file: of the rule, the target, the scenario and the
/// source text that decided. 32 hexadecimal digits.
[[nodiscard]] std::string fingerprint_of(const policy::Verdict& verdict);

}  // namespace csr::report
