#include "report/excerpt.hpp"

#include <algorithm>
#include <string_view>

#include "report/place.hpp"
#include "report/unicode.hpp"

namespace csr::report {

namespace {

constexpr std::size_t tab_columns = 4;
constexpr std::string_view cut = "...";

/// Takes source characters, gives what is shown of them, and knows the column.
class Renderer {
  public:
    /// Appends the character at `at`; gives its size in bytes.
    std::size_t append(std::string& out, std::string_view line, std::size_t at) {
        const CodePoint point = decode(line, at);
        if (point.value == U'\t') {
            const std::size_t spaces = tab_columns - column_ % tab_columns;
            out.append(spaces, ' ');
            column_ += spaces;
        } else {
            const std::string shown = visible(line.substr(at, point.size));
            out += shown;
            column_ += columns_of(shown);
        }
        return point.size;
    }
    void append_cut(std::string& out) {
        out += cut;
        column_ += cut.size();
    }
    [[nodiscard]] std::size_t column() const { return column_; }

  private:
    std::size_t column_ = 0;
};

/// Whether the part of the line up to `end` can be shown in `columns`.
bool fits(std::string_view line, std::size_t end, std::size_t columns) {
    Renderer renderer;
    std::string ignored;
    for (std::size_t at = 0; at < end; ignored.clear()) {
        at += renderer.append(ignored, line, at);
        if (renderer.column() > columns) return false;
    }
    return true;
}

/// Where to begin showing a line of which the part before `begin` is too long: a third of the room before it.
std::size_t window_begin(std::string_view line, std::size_t begin, std::size_t columns) {
    std::size_t at = begin;
    for (std::size_t steps = columns / 3; steps > 0 && at > 0; --steps) {
        --at;
        while (at > 0 && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U) --at;
    }
    return at;
}

void render(Excerpt& excerpt, std::string_view line, std::size_t begin, std::size_t end, std::size_t columns) {
    Renderer renderer;
    std::size_t at = 0;
    if (!fits(line, std::max(begin + 1, std::min(end, line.size())), columns)) {
        at = window_begin(line, begin, columns);
        if (at > 0) renderer.append_cut(excerpt.before);
    }
    while (at < begin) at += renderer.append(excerpt.before, line, at);
    excerpt.mark_begin = renderer.column();
    while (at < end && renderer.column() < columns) at += renderer.append(excerpt.marked, line, at);
    excerpt.mark_columns = std::max<std::size_t>(1, renderer.column() - excerpt.mark_begin);
    while (at < line.size() && renderer.column() < columns) at += renderer.append(excerpt.after, line, at);
    if (at < line.size()) renderer.append_cut(excerpt.after);
}

}  // namespace

Excerpt excerpt_of(const policy::Location& location, std::size_t columns) {
    const Place place = place_of(location);
    const std::string_view line = location.source->lines().line(place.begin.line);
    Excerpt excerpt;
    excerpt.line = place.begin.line;
    excerpt.last_line = place.end.line;
    // The end at the very start of a line belongs to the line before.
    if (excerpt.last_line > excerpt.line && place.end.byte_column == 1) --excerpt.last_line;
    const std::size_t begin = std::min<std::size_t>(place.begin.byte_column - 1, line.size());
    const std::size_t end =
        place.end.line > place.begin.line ? line.size() : std::min<std::size_t>(place.end.byte_column - 1, line.size());
    render(excerpt, line, begin, std::max(begin, end), std::max<std::size_t>(columns, 20));
    return excerpt;
}

}  // namespace csr::report
