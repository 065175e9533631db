#include "report/uri.hpp"

#include <fmt/format.h>
#include <iterator>

namespace csr::report {

namespace {

bool is_unreserved(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '-' || character == '.' || character == '_' ||
           character == '~' || character == '/';
}

}  // namespace

std::string uri_of(std::string_view path) {
    std::string uri;
    if (!is_relative_path(path)) uri = "file://";
    while (path.starts_with("./")) path.remove_prefix(2);
    for (const char character : path) {
        if (is_unreserved(character)) {
            uri.push_back(character);
        } else {
            fmt::format_to(std::back_inserter(uri), "%{:02X}", static_cast<unsigned char>(character));
        }
    }
    return uri.empty() ? "." : uri;
}

bool is_relative_path(std::string_view path) { return !path.starts_with('/'); }

}  // namespace csr::report
