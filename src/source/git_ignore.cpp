#include "source/git_ignore.hpp"

#include <algorithm>
#include <optional>

#include "source/path.hpp"

namespace csr::source {

namespace {

struct CharacterClass {
    std::string_view name;
    bool (*holds)(unsigned char);
};

bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_alpha(unsigned char c) { return is_upper(c) || is_lower(c); }
bool is_alnum(unsigned char c) { return is_alpha(c) || is_digit(c); }
bool is_graph(unsigned char c) { return c > 0x20 && c < 0x7f; }

// POSIX classes in the C locale, as git uses them.
constexpr CharacterClass classes[] = {
    {"alnum", is_alnum},
    {"alpha", is_alpha},
    {"blank", [](unsigned char c) { return c == ' ' || c == '\t'; }},
    {"cntrl", [](unsigned char c) { return c < 0x20 || c == 0x7f; }},
    {"digit", is_digit},
    {"graph", is_graph},
    {"lower", is_lower},
    {"print", [](unsigned char c) { return is_graph(c) || c == ' '; }},
    {"punct", [](unsigned char c) { return is_graph(c) && !is_alnum(c); }},
    {"space", [](unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }},
    {"upper", is_upper},
    {"xdigit", [](unsigned char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }},
};

unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

}  // namespace

/// Turns a pattern's text into items.
class GitPatternCompiler {
  public:
    GitPatternCompiler(GitPattern& made, std::string_view text)
        : made_(made), text_(text), last_class_end_(text.rfind(":]")) {}

    void run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '*') {
                stars();
            } else if (c == '?') {
                push(Op::any);
                ++at_;
            } else if (c == '[') {
                set();
            } else if (c == '\\') {
                escaped();
            } else {
                push(Op::character, c);
                ++at_;
            }
        }
    }

  private:
    using Op = GitPattern::Op;

    void push(Op op, char c = 0) { made_.items_.push_back({op, c, 0}); }

    void stars() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] == '*') ++at_;
        const bool from_boundary = begin == 0 || text_[begin - 1] == '/';
        const bool deep = made_.whole_path_ && at_ - begin == 2 && from_boundary;
        if (deep && at_ == text_.size()) {
            push(Op::everything);
        } else if (deep && text_[at_] == '/') {
            push(Op::directories);
            push(Op::directories_body);
            ++at_;
        } else {
            push(Op::star);
        }
    }

    void escaped() {
        if (at_ + 1 == text_.size()) {
            push(Op::never);  // git: a backslash at the end never matches
            ++at_;
            return;
        }
        push(Op::character, text_[at_ + 1]);
        at_ += 2;
    }

    void set() {
        std::array<bool, 256> members{};
        ++at_;
        const bool negated = at_ < text_.size() && (text_[at_] == '!' || text_[at_] == '^');
        if (negated) ++at_;
        for (bool first = true;; first = false) {
            if (at_ >= text_.size()) return push(Op::never);  // git: an unclosed set never matches
            if (text_[at_] == ']' && !first) break;
            if (!member(members)) return abandon();
        }
        ++at_;
        if (negated) {
            for (bool& one : members) one = !one;
        }
        members[byte_of('/')] = false;
        made_.items_.push_back({Op::set, 0, static_cast<std::uint32_t>(made_.sets_.size())});
        made_.sets_.push_back(members);
    }

    void abandon() {
        push(Op::never);
        at_ = text_.size();
    }

    /// Reads one class, range or character; false when the set cannot be read.
    bool member(std::array<bool, 256>& members) {
        if (text_.substr(at_).starts_with("[:")) return named_class(members);
        const std::optional<unsigned char> low = character();
        if (!low) return false;
        unsigned char high = *low;
        if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
            ++at_;
            const std::optional<unsigned char> end = character();
            if (!end) return false;
            high = *end;
        }
        for (unsigned c = *low; c <= high; ++c) members[c] = true;
        return true;
    }

    bool named_class(std::array<bool, 256>& members) {
        if (last_class_end_ == std::string_view::npos || last_class_end_ < at_ + 2) {  // no class: a plain bracket
            members[byte_of('[')] = true;
            ++at_;
            return true;
        }
        const std::size_t end = text_.find(":]", at_ + 2);
        const std::string_view name = text_.substr(at_ + 2, end - at_ - 2);
        const auto* found = std::find_if(std::begin(classes), std::end(classes),
                                         [&](const CharacterClass& known) { return known.name == name; });
        if (found == std::end(classes)) return false;
        for (unsigned c = 0; c < 256; ++c) {
            if (found->holds(static_cast<unsigned char>(c))) members[c] = true;
        }
        at_ = end + 2;
        return true;
    }

    std::optional<unsigned char> character() {
        if (text_[at_] == '\\') ++at_;
        if (at_ >= text_.size()) return std::nullopt;
        return byte_of(text_[at_++]);
    }

    GitPattern& made_;
    std::string_view text_;
    std::size_t last_class_end_;  ///< of the last ":]"; found once, so that many "[:" do not each look for one
    std::size_t at_ = 0;
};

GitPattern::GitPattern(std::string_view pattern, bool whole_path) : whole_path_(whole_path) {
    GitPatternCompiler(*this, pattern).run();
    classify();
}

void GitPattern::classify() {
    const bool leading_star = !whole_path_ && !items_.empty() && items_.front().op == Op::star;
    const std::size_t first = leading_star ? 1 : 0;
    for (std::size_t i = first; i < items_.size(); ++i) {
        if (items_[i].op != Op::character) return;
        literal_ += items_[i].character;
    }
    shape_ = leading_star ? Shape::suffix : Shape::literal;
}

bool GitPattern::matches(std::string_view path) const {
    const std::string_view text = whole_path_ ? path : file_name(path);
    switch (shape_) {
        case Shape::literal:
            return text == literal_;
        case Shape::suffix:
            return text.ends_with(literal_);
        case Shape::general:
            break;
    }
    return simulate(text);
}

bool GitPattern::accepts(const Item& item, char c) const {
    switch (item.op) {
        case Op::character:
            return item.character == c;
        case Op::any:
        case Op::star:
            return c != '/';
        case Op::set:
            return sets_[item.set][byte_of(c)];
        case Op::directories_body:
        case Op::everything:
            return true;
        case Op::directories:
        case Op::never:
            return false;
    }
    return false;
}

void GitPattern::follow_empty(std::vector<char>& states) const {
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (states[i] == 0) continue;
        const Op op = items_[i].op;
        if (op == Op::star || op == Op::everything || op == Op::directories) states[i + 1] = 1;
        if (op == Op::directories) states[i + 2] = 1;
    }
}

// All states that the text read so far may lead to are followed at once, so no pattern can make this slow.
bool GitPattern::simulate(std::string_view text) const {
    std::vector<char> now(items_.size() + 1, 0);
    std::vector<char> then(items_.size() + 1, 0);
    now[0] = 1;
    follow_empty(now);
    for (const char c : text) {
        std::fill(then.begin(), then.end(), char{0});
        for (std::size_t i = 0; i < items_.size(); ++i) {
            if (now[i] == 0 || !accepts(items_[i], c)) continue;
            const Op op = items_[i].op;
            const bool stays = op == Op::star || op == Op::everything || op == Op::directories_body;
            if (stays) then[i] = 1;
            if (!stays || (op == Op::directories_body && c == '/')) then[i + 1] = 1;
        }
        follow_empty(then);
        now.swap(then);
    }
    return now.back() != 0;
}

GitIgnoreFile::GitIgnoreFile(std::string directory, std::string_view text) : directory_(std::move(directory)) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        add_rule(line);
    }
}

void GitIgnoreFile::add_rule(std::string_view line) {
    if (line.starts_with('#')) return;
    while (line.ends_with(' ')) {
        std::size_t backslashes = 0;
        while (backslashes + 1 < line.size() && line[line.size() - 2 - backslashes] == '\\') ++backslashes;
        if (backslashes % 2 == 1) break;
        line.remove_suffix(1);
    }
    const bool negated = line.starts_with('!');
    if (negated) line.remove_prefix(1);
    const bool directory_only = line.ends_with('/');
    if (directory_only) line.remove_suffix(1);
    if (line.empty()) return;
    const bool whole_path = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    if (line.empty()) return;
    rules_.push_back({GitPattern(line, whole_path), negated, directory_only});
}

GitIgnoreFile::Decision GitIgnoreFile::decide(std::string_view path, bool is_directory) const {
    if (!directory_.empty()) {
        if (path.size() <= directory_.size() || !is_within(path, directory_)) return Decision::none;
        path.remove_prefix(directory_.size() + 1);
    }
    for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
        if (rule->directory_only && !is_directory) continue;
        if (rule->pattern.matches(path)) return rule->negated ? Decision::included : Decision::ignored;
    }
    return Decision::none;
}

bool GitIgnore::is_ignored(std::string_view path, bool is_directory) const {
    for (auto file = files_.rbegin(); file != files_.rend(); ++file) {
        const GitIgnoreFile::Decision decision = file->decide(path, is_directory);
        if (decision != GitIgnoreFile::Decision::none) return decision == GitIgnoreFile::Decision::ignored;
    }
    return false;
}

}  // namespace csr::source
