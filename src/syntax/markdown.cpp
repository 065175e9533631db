#include "syntax/markdown.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/lower_case.hpp"
#include "source/path.hpp"
#include "syntax/tree_writer.hpp"

namespace csr::syntax {

namespace {

constexpr std::size_t most_sections = 10'000;
constexpr std::size_t most_links = 10'000;

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return text.substr(text.size());
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

bool consists_of(std::string_view text, char c) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [c](char one) { return one == c; });
}

std::size_t leading(std::string_view text, char c) { return std::min(text.find_first_not_of(c), text.size()); }

/// A heading of the form "## Text"; level 0 when the line is none.
struct Heading {
    std::string_view text;
    std::size_t level = 0;
};

Heading hash_heading(std::string_view line) {
    const std::size_t level = leading(line, '#');
    if (level == 0 || level > 6) return {};
    std::string_view text = line.substr(level);
    if (!text.empty() && text.front() != ' ' && text.front() != '\t') return {};
    text = trim(text);
    const std::size_t last = text.find_last_not_of('#');
    if (last == std::string_view::npos) return {};
    if (last + 1 < text.size() && (text[last] == ' ' || text[last] == '\t')) text = trim(text.substr(0, last));
    return {text, text.empty() ? 0 : level};
}

/// The bytes of a list mark with the blank behind it ("- ", "12. "); 0 when the line begins none.
std::size_t list_mark(std::string_view line) {
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    const bool bullet = !line.empty() && (line[0] == '-' || line[0] == '*' || line[0] == '+');
    const std::size_t mark = bullet ? 0 : digits;
    if (!bullet && (digits == 0 || digits > 9)) return 0;
    if (mark + 1 >= line.size() || (!bullet && line[mark] != '.' && line[mark] != ')')) return 0;
    return line[mark + 1] == ' ' || line[mark + 1] == '\t' ? mark + 2 : 0;
}

bool is_table_rule(std::string_view line) {
    return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos &&
           line.find_first_not_of("|:- \t") == std::string_view::npos;
}

/// Whether the line stands for a text that is still to come.
bool is_placeholder(std::string_view line) {
    constexpr std::array<std::string_view, 9> words{"todo", "tbd",    "wip",    "fixme",   "coming soon",
                                                    "未定", "準備中", "作成中", "後で記載"};
    const std::string text = base::lower_case(line.substr(list_mark(line)));
    std::string_view inner = text;
    inner.remove_prefix(std::min(inner.find_first_not_of("[( *_`"), inner.size()));
    for (const std::string_view full_stop : {"。", "："}) {
        if (inner.ends_with(full_stop)) inner.remove_suffix(full_stop.size());
    }
    inner = inner.substr(0, inner.find_last_not_of("]) *_`.:") + 1);
    return std::ranges::find(words, inner) != words.end();
}

struct Section {
    Heading heading;
    std::uint32_t body = 0;  ///< where the text behind the heading begins
    std::uint32_t end = 0;
    bool filled = false;
    std::uint64_t items = 0;
    std::uint64_t tables = 0;
    std::uint64_t code = 0;
    std::vector<std::size_t> under;
};

/// Reads lines one by one and remembers what is open.
class MarkdownReader {
  public:
    explicit MarkdownReader(const source::Source& source) : source_(source), writer_(source) {}

    Tree read() {
        const std::string_view bytes = source_.bytes();
        std::size_t begin = bytes.starts_with("\xef\xbb\xbf") ? 3 : 0;
        for (bool first = true; begin < bytes.size(); first = false) {
            const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
            next_ = static_cast<std::uint32_t>(std::min(end + 1, bytes.size()));
            line(bytes.substr(begin, end - begin), first);
            begin = end + 1;
        }
        close_sections(1, static_cast<std::uint32_t>(bytes.size()));
        return write();
    }

  private:
    [[nodiscard]] std::uint32_t offset_of(std::string_view text) const {
        return static_cast<std::uint32_t>(text.data() - source_.bytes().data());
    }
    [[nodiscard]] source::Span span_of(std::string_view text) const {
        return {offset_of(text), offset_of(text) + static_cast<std::uint32_t>(text.size())};
    }

    void line(std::string_view raw, bool first) {
        const std::string_view text = trim(raw);
        if (first && text == "---") {
            front_matter_ = true;
        } else if (front_matter_) {
            front_matter_ = text != "---" && text != "...";
        } else if (fence_ > 0) {
            fenced(text);
        } else if (in_comment_ || text.starts_with("<!--")) {
            in_comment_ = text.find("-->") == std::string_view::npos;
        } else if (text.starts_with("```") || text.starts_with("~~~")) {
            fence_mark_ = text.front();
            fence_ = leading(text, fence_mark_);
            paragraph_ = {};
            for (const std::size_t index : open_) ++sections_[index].code;
        } else {
            plain(raw, text);
        }
    }

    void fenced(std::string_view text) {
        if (leading(text, fence_mark_) >= fence_ && consists_of(text, fence_mark_)) {
            fence_ = 0;
        } else if (!text.empty()) {
            fill(text);
        }
    }

    void plain(std::string_view raw, std::string_view text) {
        const bool code = raw.starts_with("    ") || raw.starts_with('\t');
        const Heading heading = code ? Heading() : hash_heading(text);
        if (heading.level > 0) {
            begin_section(heading, offset_of(raw));
        } else if (!paragraph_.empty() && !code && (consists_of(text, '=') || consists_of(text, '-'))) {
            begin_section({paragraph_, text.front() == '=' ? 1U : 2U}, offset_of(paragraph_));
        } else {
            content(text);
            const bool other_block = text.starts_with('>') || text.starts_with("- ") || text.starts_with("* ") ||
                                     text.starts_with('|') || code;
            paragraph_ = other_block ? std::string_view() : text;
            return;
        }
        paragraph_ = {};
    }

    void content(std::string_view text) {
        if (list_mark(text) > 0) {
            for (const std::size_t index : open_) ++sections_[index].items;
        }
        if (is_table_rule(text)) {
            for (const std::size_t index : open_) ++sections_[index].tables;
        } else if (!text.empty() && !consists_of(text, '-') && !consists_of(text, '*')) {
            // Of an underlined heading nothing is known before the next line, so a section may be filled by one: a
            // section of nothing but headings is rare enough.
            fill(text);
        }
        find_links(text);
    }

    void fill(std::string_view text) {
        if (is_placeholder(text)) return;
        for (const std::size_t index : open_) sections_[index].filled = true;
    }

    void begin_section(Heading heading, std::uint32_t begin) {
        close_sections(heading.level, begin);
        if (sections_.size() == most_sections) return;
        Section section;
        section.heading = heading;
        section.body = next_;
        section.under = open_;
        open_.push_back(sections_.size());
        sections_.push_back(std::move(section));
    }

    /// Ends the open sections of `level` and below.
    void close_sections(std::size_t level, std::uint32_t end) {
        while (!open_.empty() && sections_[open_.back()].heading.level >= level) {
            Section& section = sections_[open_.back()];
            section.end = std::max(end, section.body);
            open_.pop_back();
        }
    }

    /// `[text](target "title")`, outside of `code`.
    void find_links(std::string_view text) {
        bool code = false;
        for (std::size_t i = 0; i + 1 < text.size() && links_.size() < most_links; ++i) {
            if (text[i] == '`') code = !code;
            if (code || text[i] != ']' || text[i + 1] != '(') continue;
            const std::size_t close = text.find_first_of(") \t", i + 2);
            if (close == std::string_view::npos) return;
            const std::string_view target = text.substr(i + 2, close - i - 2);
            if (!target.empty()) links_.push_back(target);
            i = close;
        }
    }

    /// The file a link leads to, seen from where the document's own path begins; empty when it is none.
    [[nodiscard]] std::string path_of(std::string_view target) const {
        target = target.substr(0, target.find_first_of("#?"));
        const std::size_t colon = target.find(':');
        if (target.empty() || target.front() == '/' || target.front() == '<' || colon < target.find('/')) return {};
        const std::string base = "/" + std::string(source::parent_path(source_.path()));
        const std::string path = source::absolute_path(target, base);
        return path.size() > 1 ? path.substr(1) : std::string();
    }

    Tree write() {
        const auto size = static_cast<std::uint32_t>(source_.bytes().size());
        writer_.begin_mapping({0, size});
        writer_.member("path", source_.path(), {});
        writer_.key("headings", {});
        writer_.begin_sequence({0, size});
        for (const Section& section : sections_) writer_.text(section.heading.text, span_of(section.heading.text));
        writer_.end(size);
        writer_.key("sections", {});
        writer_.begin_sequence({0, size});
        for (const Section& section : sections_) write_section(section);
        writer_.end(size);
        writer_.key("links", {});
        writer_.begin_sequence({0, size});
        for (const std::string_view target : links_) {
            writer_.begin_mapping(span_of(target));
            writer_.member("target", target, span_of(target));
            writer_.member("path", path_of(target), span_of(target));
            writer_.end(span_of(target).end);
        }
        writer_.end(size);
        writer_.end(size);
        return writer_.take();
    }

    void write_section(const Section& section) {
        const source::Span heading = span_of(section.heading.text);
        writer_.begin_mapping({heading.begin, section.end});
        writer_.member("heading", section.heading.text, heading);
        writer_.key("level", heading);
        writer_.integer(section.heading.level, heading);
        writer_.key("under", heading);
        writer_.begin_sequence(heading);
        for (const std::size_t index : section.under) writer_.text(sections_[index].heading.text, heading);
        writer_.end(heading.end);
        writer_.member("text", source_.bytes().substr(section.body, section.end - section.body), heading);
        writer_.key("filled", heading);
        writer_.boolean(section.filled, heading);
        constexpr std::array<std::pair<std::string_view, std::uint64_t Section::*>, 3> counts{
            {{"items", &Section::items}, {"tables", &Section::tables}, {"code", &Section::code}}};
        for (const auto& [name, count] : counts) {
            writer_.key(name, heading);
            writer_.integer(section.*count, heading);
        }
        writer_.end(section.end);
    }

    const source::Source& source_;
    TreeWriter writer_;
    std::vector<Section> sections_;
    std::vector<std::size_t> open_;  ///< indexes of the sections that the line stands in
    std::vector<std::string_view> links_;
    bool front_matter_ = false;
    bool in_comment_ = false;
    std::size_t fence_ = 0;
    char fence_mark_ = 0;
    std::string_view paragraph_;  ///< the line before, when it may be underlined
    std::uint32_t next_ = 0;      ///< where the next line begins
};

}  // namespace

Tree parse_markdown(const source::Source& source) { return MarkdownReader(source).read(); }

}  // namespace csr::syntax
