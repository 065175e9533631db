#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace csr::report {

/// GitHub's fingerprint of every line of a file, as its upload action computes it: a rolling hash over the 100
/// characters other than space and tab from the line's start on, and how often that hash came before. Index 0 is
/// line 1.
[[nodiscard]] std::vector<std::string> line_hashes(std::string_view bytes);

}  // namespace csr::report
