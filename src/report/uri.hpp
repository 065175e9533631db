#pragma once

#include <string>
#include <string_view>

namespace csr::report {

/// `path` as a URI reference (RFC 3986): everything but unreserved characters and '/' percent-encoded, so that
/// Japanese names, spaces and colons survive every consumer. An absolute path becomes a file: URI.
[[nodiscard]] std::string uri_of(std::string_view path);

/// Whether `uri_of` gives a reference relative to the root of the run.
[[nodiscard]] bool is_relative_path(std::string_view path);

}  // namespace csr::report
