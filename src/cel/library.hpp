#pragma once

#include <span>
#include <string>

#include "cel/cel.hpp"

/// The standard library: tables of functions, one per concern. They are what every environment starts with.
namespace csr::cel {

[[nodiscard]] std::span<const Function> core_functions();
[[nodiscard]] std::span<const Function> string_functions();
[[nodiscard]] std::span<const Function> list_functions();
[[nodiscard]] std::span<const Function> math_functions();
[[nodiscard]] std::span<const Function> optional_functions();

/// A double as string() gives it: the shortest text that reads back as the same number, without an exponent.
[[nodiscard]] std::string double_text(double value);

/// Whether a function belongs to the standard library: its result hangs on nothing but its arguments.
[[nodiscard]] bool is_standard(const Function& function);

}  // namespace csr::cel
