#include "source/source.hpp"

#include <algorithm>
#include <cstring>

namespace csr::source {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::uint32_t checkpoint_distance = 4096;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// The next line break's first byte from `from` on, or the size of `text`.
std::size_t find_break(std::string_view text, std::size_t from, bool has_carriage_returns) {
    if (has_carriage_returns) return std::min(text.find_first_of("\r\n", from), text.size());
    return std::min(text.find('\n', from), text.size());
}

}  // namespace

LineIndex::LineIndex(std::string_view bytes) : bytes_(bytes) {
    const bool has_carriage_returns = bytes.find('\r') != std::string_view::npos;
    starts_.push_back(0);
    std::size_t at = find_break(bytes, 0, has_carriage_returns);
    while (at < bytes.size()) {
        add_checkpoints(starts_.back(), at);
        const bool is_pair = bytes.substr(at, 2) == "\r\n";
        const std::size_t start = at + (is_pair ? 2 : 1);
        starts_.push_back(static_cast<std::uint32_t>(start));
        at = find_break(bytes, start, has_carriage_returns);
    }
    add_checkpoints(starts_.back(), bytes.size());
}

/// Where the columns of the line begin to count: behind the byte-order mark.
LineIndex::Checkpoint LineIndex::first_column(std::uint32_t line_start) const {
    const bool has_mark = line_start == 0 && bytes_.starts_with(byte_order_mark);
    return {has_mark ? static_cast<std::uint32_t>(byte_order_mark.size()) : line_start, 1, 1};
}

/// Counts from one place of a line to another.
LineIndex::Checkpoint LineIndex::advance(Checkpoint from, std::uint32_t offset) const {
    for (; from.offset < offset; ++from.offset) {
        const auto byte = static_cast<unsigned char>(bytes_[from.offset]);
        if (is_continuation(bytes_[from.offset])) continue;
        ++from.code_point_column;
        from.utf16_column += byte >= 0xF0U ? 2U : 1U;
    }
    return from;
}

void LineIndex::add_checkpoints(std::uint32_t line_start, std::size_t line_end) {
    if (line_end - line_start < checkpoint_distance) return;
    Checkpoint place = first_column(line_start);
    while (line_end - place.offset >= checkpoint_distance) {
        place = advance(place, place.offset + checkpoint_distance);
        checkpoints_.push_back(place);
    }
}

/// The last counted place up to `offset` in the line that begins at `line`.
LineIndex::Checkpoint LineIndex::nearest_before(std::uint32_t offset, Checkpoint line) const {
    const auto behind =
        std::upper_bound(checkpoints_.begin(), checkpoints_.end(), offset,
                         [](std::uint32_t wanted, const Checkpoint& place) { return wanted < place.offset; });
    if (behind == checkpoints_.begin() || (behind - 1)->offset < line.offset) return line;
    return *(behind - 1);
}

Position LineIndex::position(std::uint32_t offset) const {
    offset = std::min(offset, static_cast<std::uint32_t>(bytes_.size()));
    const auto behind = std::upper_bound(starts_.begin(), starts_.end(), offset);
    const Checkpoint line = first_column(*(behind - 1));
    // A code point has at most three continuation bytes; more of them are broken text, where any place is as good.
    for (int step = 0; step < 3 && offset > line.offset && offset < bytes_.size() && is_continuation(bytes_[offset]);
         ++step) {
        --offset;
    }
    const Checkpoint place = advance(nearest_before(offset, line), offset);
    return {.line = static_cast<std::uint32_t>(behind - starts_.begin()),
            .byte_column = place.offset - line.offset + 1,
            .code_point_column = place.code_point_column,
            .utf16_column = place.utf16_column};
}

std::string_view LineIndex::line(std::uint32_t line) const {
    if (line == 0 || line > starts_.size()) return {};
    const std::size_t begin = starts_[line - 1];
    const std::size_t end = line < starts_.size() ? starts_[line] : bytes_.size();
    std::string_view text = bytes_.substr(begin, end - begin);
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (begin == 0 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return text;
}

std::uint32_t LineIndex::line_start(std::uint32_t line) const {
    if (line == 0) return 0;
    return line <= starts_.size() ? starts_[line - 1] : static_cast<std::uint32_t>(bytes_.size());
}

const LineIndex& Source::lines() const {
    std::call_once(lines_once_, [this] { lines_ = std::make_unique<LineIndex>(bytes_); });
    return *lines_;
}

}  // namespace csr::source
