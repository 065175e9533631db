#pragma once

#include <string>
#include <string_view>

namespace csr::report {

/// `text` for HTML content and quoted attributes: markup escaped, deceptive characters visible.
[[nodiscard]] std::string html(std::string_view text);

/// As `html`, for messages: white space with line breaks becomes one space.
[[nodiscard]] std::string html_prose(std::string_view text);

}  // namespace csr::report
