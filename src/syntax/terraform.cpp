#include "syntax/terraform.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "syntax/tree_writer.hpp"

namespace csr::syntax {

namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_values = 200'000;
constexpr std::size_t max_bytes = 4U << 20U;

bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || byte == '-' || static_cast<unsigned char>(byte) >= 0x80;
}

/// Reads one file from front to back. Nesting is bounded by `deepest`.
class TerraformReader {
  public:
    explicit TerraformReader(const source::Source& source)
        : text_(source.bytes()), writer_(source), expression_(writer_.tag(terraform_expression_tag)) {
        if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
        writer_.begin_mapping({0, size()});
        writer_.member("path", source.path(), {});
        writer_.key("blocks", {});
        writer_.begin_sequence({0, size()});
        if (text_.size() > max_bytes) fail();
    }

    Tree read() {
        for (skip_blank(true); at_ < text_.size() && !failed_; skip_blank(true)) {
            if (!is_name_byte(peek())) {
                fail();
            } else {
                block(0);
            }
        }
        while (writer_.depth() > 0) writer_.end(size());
        return writer_.take();
    }

  private:
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
    [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(at_); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    void fail() {
        if (failed_) return;
        failed_ = true;
        writer_.error({{here(), std::min(here() + 1, size())},
                       {"the Terraform file cannot be read from here on", "Terraform ファイルをここから先は読めません"},
                       {"see that brackets and quotes are closed", "括弧と引用符が閉じているか確認してください"},
                       false});
    }

    /// Blanks and comments; line ends, too, where `lines`.
    void skip_blank(bool lines) {
        while (at_ < text_.size()) {
            const char byte = peek();
            if (byte == ' ' || byte == '\t' || byte == '\r' || (lines && byte == '\n')) {
                ++at_;
            } else if (byte == '#' || (byte == '/' && peek(1) == '/')) {
                comment(std::min(text_.find('\n', at_), text_.size()));
            } else if (byte == '/' && peek(1) == '*') {
                const std::size_t end = text_.find("*/", at_ + 2);
                comment(end == std::string_view::npos ? text_.size() : end + 2);
            } else {
                return;
            }
        }
    }

    void comment(std::size_t end) {
        if (!quiet_) writer_.comment({here(), static_cast<std::uint32_t>(end)});
        at_ = end;
    }

    std::string_view name() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_name_byte(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    /// `type "label" ... { body }`, from its type on.
    void block(std::size_t depth) {
        const std::uint32_t begin = here();
        const std::string_view type = name();
        writer_.begin_mapping({begin, begin});
        writer_.member("type", type, {begin, here()});
        writer_.key("labels", {begin, here()});
        writer_.begin_sequence({begin, here()});
        for (skip_blank(false); peek() == '"' || is_name_byte(peek()); skip_blank(false)) label();
        writer_.end(here());
        if (peek() == '{' && depth < deepest && !failed_) {
            ++at_;
            body(depth, begin);
        } else {
            fail();
        }
        writer_.end(here());
    }

    void label() {
        if (peek() != '"') {
            const std::uint32_t begin = here();
            const std::string_view word = name();
            return writer_.text(word, {begin, here()});
        }
        const std::size_t close = text_.find_first_of("\"\n", at_ + 1);
        if (close == std::string_view::npos || text_[close] == '\n') {
            at_ = text_.size();
            return fail();
        }
        writer_.text(text_.substr(at_ + 1, close - at_ - 1), {here(), static_cast<std::uint32_t>(close + 1)});
        at_ = close + 1;
    }

    /// What stands between a block's braces. Attributes and blocks are mixed in the text, so it is read twice.
    void body(std::size_t depth, std::uint32_t header) {
        const std::size_t begin = at_;
        for (const bool blocks : {false, true}) {
            at_ = begin;
            quiet_ = quiet_ || blocks;
            writer_.key(blocks ? "blocks" : "attributes", {header, header});
            if (blocks) {
                writer_.begin_sequence({here(), here()});
            } else {
                writer_.begin_mapping({here(), here()});
            }
            members(depth, blocks);
            writer_.end(here());
        }
        quiet_ = false;
        if (peek() != '}') return fail();
        ++at_;
    }

    void members(std::size_t depth, bool blocks) {
        for (skip_blank(true); at_ < text_.size() && peek() != '}' && !failed_; skip_blank(true)) {
            const std::size_t begin = at_;
            if (!is_name_byte(peek())) return fail();
            const std::string_view key = name();
            skip_blank(false);
            if (peek() == '=' && peek(1) != '=') {
                ++at_;
                skip_blank(false);
                if (blocks) {
                    skip_expression();
                } else {
                    writer_.key(key, {static_cast<std::uint32_t>(begin), here()});
                    value(depth);
                }
            } else if (blocks) {
                at_ = begin;
                block(depth + 1);
            } else {
                skip_block();
            }
        }
    }

    void skip_block() {
        while (at_ < text_.size() && peek() != '{' && peek() != '\n') {
            if (peek() == '"') {
                skip_text();
            } else {
                ++at_;
            }
        }
        if (peek() != '{') return fail();
        skip_bracket();
    }

    /// Writes one value and moves behind it.
    void value(std::size_t depth) {
        const std::size_t begin = at_;
        if (++values_ > most_values || depth > deepest) return fail_value(begin);
        const Literal literal = scalar();
        if (literal.known && ends_value()) {
            writer_.scalar(literal.kind, literal.text, {static_cast<std::uint32_t>(begin), literal.end});
            return;
        }
        at_ = begin;
        if ((peek() == '[' || peek() == '{') && is_plain_collection()) {
            at_ = begin;
            return collection(depth);
        }
        at_ = begin;
        skip_expression();
        std::string_view written = text_.substr(begin, at_ - begin);
        written = written.substr(0, written.find_last_not_of(" \t\r\n") + 1);
        writer_.text(written, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + written.size())},
                     expression_);
    }

    void fail_value(std::size_t begin) {
        fail();
        writer_.text({}, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin)}, expression_);
        at_ = text_.size();
    }

    struct Literal {
        bool known = false;
        NodeKind kind = NodeKind::null;
        std::string_view text;
        std::uint32_t end = 0;
    };

    /// A text, number, boolean or null at this place.
    Literal scalar() {
        Literal literal;
        const std::size_t begin = at_;
        if (peek() == '"') {
            skip_text();
            if (at_ < begin + 2) return literal;
            literal.kind = NodeKind::string;
            literal.text = text_.substr(begin + 1, at_ - begin - 2);
            literal.known = literal.text.find_first_of("\\$%") == std::string_view::npos ||
                            (literal.text.find('\\') == std::string_view::npos &&
                             literal.text.find("${") == std::string_view::npos &&
                             literal.text.find("%{") == std::string_view::npos);
        } else if (peek() == '<' && peek(1) == '<') {
            return literal;
        } else {
            while (at_ < text_.size() && (is_name_byte(text_[at_]) || text_[at_] == '.')) ++at_;
            literal.text = text_.substr(begin, at_ - begin);
            literal.known = classify(literal);
        }
        literal.end = here();
        return literal;
    }

    static bool classify(Literal& literal) {
        if (literal.text == "true" || literal.text == "false") {
            literal.kind = NodeKind::boolean;
            return true;
        }
        if (literal.text == "null") return true;
        std::string_view digits = literal.text;
        if (digits.starts_with('-')) digits.remove_prefix(1);
        if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string_view::npos) return false;
        if (digits.front() == '.' || digits.back() == '.' || std::ranges::count(digits, '.') > 1) return false;
        literal.kind = digits.find('.') == std::string_view::npos ? NodeKind::integer : NodeKind::floating;
        return true;
    }

    /// Whether nothing that would belong to the expression follows.
    bool ends_value() {
        const std::size_t begin = at_;
        const bool was_quiet = std::exchange(quiet_, true);
        skip_blank(false);
        quiet_ = was_quiet;
        const char byte = peek();
        at_ = begin;
        return byte == '\0' || byte == '\n' || byte == ',' || byte == ']' || byte == '}' || byte == ')';
    }

    /// Whether the bracket at this place is a list or a map and nothing is done with it.
    bool is_plain_collection() {
        const std::size_t begin = at_;
        skip_bracket();
        const bool plain = !failed_ && ends_value();
        at_ = begin + 1;
        const bool was_quiet = std::exchange(quiet_, true);
        skip_blank(true);
        quiet_ = was_quiet;
        return plain && !(text_.substr(at_).starts_with("for ") || text_.substr(at_).starts_with("for\t"));
    }

    void collection(std::size_t depth) {
        const bool map = peek() == '{';
        const std::uint32_t begin = here();
        ++at_;
        if (map) {
            writer_.begin_mapping({begin, begin});
        } else {
            writer_.begin_sequence({begin, begin});
        }
        const char close = map ? '}' : ']';
        for (skip_blank(true); at_ < text_.size() && peek() != close && !failed_; skip_blank(true)) {
            if (!map) {
                value(depth + 1);
            } else if (!entry(depth)) {
                break;
            }
            skip_blank(true);
            if (peek() == ',') ++at_;
        }
        if (peek() == close) {
            ++at_;
        } else {
            fail();
        }
        writer_.end(here());
    }

    /// `key = value` or `key : value` of a map.
    bool entry(std::size_t depth) {
        const std::uint32_t begin = here();
        std::string_view key;
        if (peek() == '"') {
            skip_text();
            key = text_.substr(begin + 1, at_ - begin - (at_ > begin + 1 ? 2 : 1));
        } else if (peek() == '(') {
            skip_bracket();
            key = text_.substr(begin, at_ - begin);
        } else {
            key = name();
        }
        const std::uint32_t end = here();
        skip_blank(false);
        if (end == begin || (peek() != '=' && peek() != ':')) {
            fail();
            return false;
        }
        ++at_;
        skip_blank(true);
        writer_.key(key, {begin, end});
        value(depth + 1);
        return true;
    }

    /// Moves behind an expression: to the end of its line, or to the bracket or comma that ends it.
    void skip_expression() {
        while (at_ < text_.size() && !failed_) {
            const char byte = peek();
            if (byte == '\n' || byte == ',' || byte == '}' || byte == ']' || byte == ')') return;
            if (byte == '#' || (byte == '/' && (peek(1) == '/' || peek(1) == '*'))) {
                skip_blank(false);
            } else {
                skip_part();
            }
        }
    }

    /// Moves behind a text, a heredoc, a bracket with all in it, or one byte.
    void skip_part() {
        const char byte = peek();
        if (byte == '"') {
            skip_text();
        } else if (byte == '(' || byte == '[' || byte == '{') {
            skip_bracket();
        } else if (byte == '<' && peek(1) == '<') {
            skip_heredoc();
        } else {
            ++at_;
        }
    }

    /// Moves behind the bracket that closes the one at this place.
    void skip_bracket() {
        std::size_t open = 0;
        const bool was_quiet = std::exchange(quiet_, true);
        do {
            const char byte = peek();
            if (byte == '(' || byte == '[' || byte == '{') {
                ++open;
                ++at_;
            } else if (byte == ')' || byte == ']' || byte == '}') {
                --open;
                ++at_;
            } else if (byte == '#' || (byte == '/' && (peek(1) == '/' || peek(1) == '*'))) {
                skip_blank(true);
            } else {
                skip_part();
            }
        } while (open > 0 && at_ < text_.size() && !failed_);
        quiet_ = was_quiet;
        if (open > 0) fail();
    }

    /// Moves behind the text in quotes at this place; an interpolation may hold quotes of its own.
    void skip_text() {
        std::size_t open = 0;  // braces of interpolations
        bool inner = false;    // in a text within an interpolation
        for (++at_; at_ < text_.size(); ++at_) {
            const char byte = peek();
            if (byte == '\\') {
                ++at_;
            } else if (byte == '\n' && open == 0) {
                return fail();
            } else if ((byte == '$' || byte == '%') && peek(1) == '{' && !inner) {
                ++open;
                ++at_;
            } else if (open > 0 && byte == '"') {
                inner = !inner;
            } else if (open > 0 && !inner && byte == '{') {
                ++open;
            } else if (open > 0 && !inner && byte == '}') {
                --open;
            } else if (open == 0 && byte == '"') {
                ++at_;
                return;
            }
        }
        at_ = std::min(at_, text_.size());
        fail();
    }

    void skip_heredoc() {
        at_ += 2;
        if (peek() == '-') ++at_;
        const std::string_view mark = name();
        at_ = std::min(text_.find('\n', at_), text_.size());
        while (at_ < text_.size()) {
            const std::size_t begin = at_ + 1;
            const std::size_t end = std::min(text_.find('\n', begin), text_.size());
            at_ = end;
            std::string_view line = begin < end ? text_.substr(begin, end - begin) : std::string_view();
            const std::size_t first = line.find_first_not_of(" \t");
            if (first == std::string_view::npos) continue;
            line = line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
            if (line == mark) return;
        }
        fail();
    }

    std::string_view text_;
    TreeWriter writer_;
    std::uint16_t expression_;
    std::size_t at_ = 0;
    std::size_t values_ = 0;
    bool failed_ = false;
    bool quiet_ = false;  ///< comments here were met before
};

}  // namespace

Tree parse_terraform(const source::Source& source) { return TerraformReader(source).read(); }

}  // namespace csr::syntax
