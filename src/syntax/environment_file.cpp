#include "syntax/environment_file.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "syntax/tree_writer.hpp"

namespace csr::syntax {

namespace {

constexpr std::string_view blank = " \t\r";
constexpr std::size_t most_entries = 10'000;

struct Entry {
    std::string_view name;
    std::string_view value;
};

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return text.substr(text.size());
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool is_name(std::string_view text) {
    const auto part = [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
               byte == '_' || byte == '.' || byte == '-';
    };
    return !text.empty() && !(text.front() >= '0' && text.front() <= '9') && std::ranges::all_of(text, part);
}

std::string_view value_of(std::string_view text) {
    text = trim(text);
    if (!text.empty() && (text.front() == '"' || text.front() == '\'')) {
        const std::size_t close = text.find(text.front(), 1);
        if (close != std::string_view::npos) return text.substr(1, close - 1);
    }
    for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
        if (at == 0 || text[at - 1] == ' ' || text[at - 1] == '\t') return trim(text.substr(0, at));
    }
    return text;
}

class EnvironmentReader {
  public:
    explicit EnvironmentReader(const source::Source& source) : source_(source), writer_(source) {}

    Tree read() {
        const std::string_view bytes = source_.bytes();
        for (std::size_t begin = 0; begin < bytes.size() && entries_.size() < most_entries;) {
            const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
            line(trim(bytes.substr(begin, end - begin)));
            begin = end + 1;
        }
        return write();
    }

  private:
    [[nodiscard]] source::Span span_of(std::string_view text) const {
        const auto begin = static_cast<std::uint32_t>(text.data() - source_.bytes().data());
        return {begin, begin + static_cast<std::uint32_t>(text.size())};
    }

    void line(std::string_view text) {
        constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
        constexpr std::string_view exported = "export ";
        if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
        if (text.starts_with('#')) return writer_.comment(span_of(text));
        if (text.starts_with(exported)) text = trim(text.substr(exported.size()));
        const std::size_t equals = text.find('=');
        if (equals == std::string_view::npos) return;
        const std::string_view name = trim(text.substr(0, equals));
        if (is_name(name)) entries_.push_back({name, value_of(text.substr(equals + 1))});
    }

    Tree write() {
        const auto size = static_cast<std::uint32_t>(source_.bytes().size());
        writer_.begin_mapping({0, size});
        writer_.member("path", source_.path(), {});
        writer_.key("entries", {});
        writer_.begin_sequence({0, size});
        for (const Entry& entry : entries_) {
            writer_.begin_mapping(span_of(entry.name));
            writer_.member("name", entry.name, span_of(entry.name));
            writer_.member("value", entry.value, span_of(entry.value));
            writer_.end(span_of(entry.value).end);
        }
        writer_.end(size);
        writer_.key("variables", {});
        writer_.begin_mapping({0, size});
        for (const Entry& entry : entries_) {
            writer_.key(entry.name, span_of(entry.name));
            writer_.text(entry.value, span_of(entry.value));
        }
        writer_.end(size);
        writer_.end(size);
        return writer_.take();
    }

    const source::Source& source_;
    TreeWriter writer_;
    std::vector<Entry> entries_;
};

}  // namespace

Tree parse_environment_file(const source::Source& source) { return EnvironmentReader(source).read(); }

}  // namespace csr::syntax
