#pragma once

#include <string_view>
#include <vector>

namespace csr::model {

/// The headings of a Markdown text in order, without their marks: lines with # to ######, and lines underlined with
/// === or ---. Fenced code and front matter hold none. The results are views into `text`.
[[nodiscard]] std::vector<std::string_view> markdown_headings(std::string_view text);

}  // namespace csr::model
