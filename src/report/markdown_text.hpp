#pragma once

#include <string>
#include <string_view>

namespace csr::report {

/// `text` as Markdown that shows just that text, on one line: deceptive characters visible, markup and HTML escaped.
[[nodiscard]] std::string markdown(std::string_view text);

/// `text` as a code span that no content can leave; usable in a table cell.
[[nodiscard]] std::string markdown_code(std::string_view text);

}  // namespace csr::report
