#include <algorithm>
#include <charconv>

#include "model/cloudformation/assembly.hpp"

namespace csr::model::cloudformation {

namespace {

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// Takes ":NUMBER" from the end of `text`; 0 when there is none.
std::uint32_t take_number(std::string_view& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return 0;
    std::uint32_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, number);
    if (error != std::errc() || rest != end) return 0;
    text = text.substr(0, colon);
    return number;
}

bool of_a_library(std::string_view path) {
    return path.find("/node_modules/") != std::string_view::npos ||
           path.find("\\node_modules\\") != std::string_view::npos || path.starts_with("node:") ||
           path.starts_with("internal/") || path.find_first_of("/\\") == std::string_view::npos;
}

}  // namespace

std::optional<Frame> parse_frame(std::string_view line) {
    line = trimmed(line);
    if (line.starts_with("...")) return std::nullopt;
    if (line.starts_with("at ")) line = trimmed(line.substr(3));
    Frame frame;
    std::string_view place = line;
    if (const std::size_t open = line.rfind('('); line.ends_with(')') && open != std::string_view::npos) {
        frame.function = trimmed(line.substr(0, open));
        place = line.substr(open + 1, line.size() - open - 2);
    }
    frame.column = take_number(place);
    frame.line = take_number(place);
    if (place.starts_with("file://")) place.remove_prefix(7);
    if (frame.line == 0 || frame.column == 0 || of_a_library(place)) return std::nullopt;
    frame.path = place;
    std::ranges::replace(frame.path, '\\', '/');
    return frame;
}

}  // namespace csr::model::cloudformation
