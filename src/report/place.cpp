#include "report/place.hpp"

#include <algorithm>

namespace csr::report {

Place place_of(const policy::Location& location) {
    const source::LineIndex& lines = location.source->lines();
    const auto size = static_cast<std::uint32_t>(location.source->bytes().size());
    Place place;
    place.path = location.source->path();
    place.span.begin = std::min(location.span.begin, size);
    place.span.end = std::clamp(location.span.end, place.span.begin, size);
    place.begin = lines.position(place.span.begin);
    place.end = place.span.end == place.span.begin ? place.begin : lines.position(place.span.end);
    return place;
}

Place first_line_of(const policy::Location& location) {
    Place place = place_of(location);
    if (place.end.line == place.begin.line) return place;
    const source::LineIndex& lines = location.source->lines();
    const std::string_view line = lines.line(place.begin.line);
    // The view knows where the line ends without its break, even behind a byte-order mark.
    place.span.end = static_cast<std::uint32_t>(line.data() + line.size() - location.source->bytes().data());
    place.span.end = std::max(place.span.end, place.span.begin);
    place.end = lines.position(place.span.end);
    return place;
}

}  // namespace csr::report
