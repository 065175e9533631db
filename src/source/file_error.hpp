#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"

namespace csr::source {

/// What a failed call of the operating system (an errno value) means for a user, and the way out.
[[nodiscard]] base::Error file_error(const std::string& path, int number);
/// Whether that error says that links go in circles.
[[nodiscard]] bool is_link_loop(const base::Error& error);
/// `path` is a pipe, a device or the like.
[[nodiscard]] base::Error not_a_file_error(const std::string& path);
[[nodiscard]] base::Error too_large_error(const std::string& path, std::uint64_t size, std::uint64_t limit);

}  // namespace csr::source
