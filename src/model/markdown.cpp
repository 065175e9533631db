#include "model/markdown.hpp"

#include <algorithm>

namespace csr::model {

namespace {

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

bool consists_of(std::string_view text, char c) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [c](char one) { return one == c; });
}

std::size_t leading(std::string_view text, char c) { return std::min(text.find_first_not_of(c), text.size()); }

std::string_view hash_heading(std::string_view line) {
    const std::size_t level = leading(line, '#');
    if (level == 0 || level > 6) return {};
    std::string_view text = line.substr(level);
    if (!text.empty() && text.front() != ' ' && text.front() != '\t') return {};
    text = trim(text);
    const std::size_t last = text.find_last_not_of('#');
    if (last == std::string_view::npos) return {};
    if (last + 1 < text.size() && (text[last] == ' ' || text[last] == '\t')) text = trim(text.substr(0, last));
    return text;
}

/// Reads lines one by one and remembers what is open.
class HeadingReader {
  public:
    void line(std::string_view raw, bool first) {
        const std::string_view text = trim(raw);
        if (first && text == "---") {
            front_matter_ = true;
        } else if (front_matter_) {
            front_matter_ = text != "---" && text != "...";
        } else if (fence_ > 0) {
            if (leading(text, fence_mark_) >= fence_ && consists_of(text, fence_mark_)) fence_ = 0;
        } else if (text.starts_with("```") || text.starts_with("~~~")) {
            fence_mark_ = text.front();
            fence_ = leading(text, fence_mark_);
            paragraph_ = {};
        } else {
            plain(raw, text);
        }
    }

    std::vector<std::string_view> headings;

  private:
    void plain(std::string_view raw, std::string_view text) {
        const bool code = raw.starts_with("    ") || raw.starts_with('\t');
        if (const std::string_view heading = code ? std::string_view() : hash_heading(text); !heading.empty()) {
            headings.push_back(heading);
            paragraph_ = {};
        } else if (!paragraph_.empty() && !code && (consists_of(text, '=') || consists_of(text, '-'))) {
            headings.push_back(paragraph_);
            paragraph_ = {};
        } else {
            const bool other_block = text.starts_with('>') || text.starts_with("- ") || text.starts_with("* ") ||
                                     text.starts_with('|') || code;
            paragraph_ = other_block ? std::string_view() : text;
        }
    }

    bool front_matter_ = false;
    std::size_t fence_ = 0;
    char fence_mark_ = 0;
    std::string_view paragraph_;  ///< the line before, when it may be underlined
};

}  // namespace

std::vector<std::string_view> markdown_headings(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    HeadingReader reader;
    for (bool first = true; !text.empty(); first = false) {
        const std::size_t end = text.find('\n');
        reader.line(text.substr(0, end), first);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return std::move(reader.headings);
}

}  // namespace csr::model
