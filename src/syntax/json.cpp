#include <cstddef>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "syntax/block16.hpp"
#include "syntax/node.hpp"
#include "syntax/tree_builder.hpp"
#include "syntax/utf8.hpp"

namespace csr::syntax {

namespace {

constexpr std::uint32_t no_node = 0xFFFFFFFFU;

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool is_word(char byte) { return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }

/// One pass over the text. An open container keeps its parent's index in Node::next until it is closed, so nesting
/// needs no stack. Sources are std::strings, so the byte behind the end can be read and is NUL, which begins nothing in
/// JSON.
class JsonParser {
  public:
    JsonParser(const source::Source& source, const Limits& limits)
        : builder_(source),
          limits_(limits),
          begin_(source.bytes().data()),
          end_(begin_ + source.bytes().size()),
          at_(begin_) {}

    Tree run() {
        if (source_is_too_big()) return builder_.take();
        if (std::string_view(begin_, static_cast<std::size_t>(end_ - begin_)).starts_with("\xEF\xBB\xBF")) at_ += 3;
        document();
        close_open_containers();
        return builder_.take();
    }

  private:
    [[nodiscard]] std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - begin_); }

    /// Records an error; false, so that a caller can pass it on.
    [[gnu::cold]] bool fail(const char* from, const char* to, base::Text message, base::Text hint = {}) {
        builder_.add_error({{offset(from), offset(to)}, std::move(message), std::move(hint)});
        return false;
    }

    bool source_is_too_big() {
        if (static_cast<std::size_t>(end_ - begin_) <= limits_.bytes) return false;
        fail(begin_, begin_,
             {fmt::format("the file is larger than {} bytes", limits_.bytes),
              fmt::format("ファイルが {} バイトを超えています", limits_.bytes)});
        return true;
    }

    void skip_space() {
        if (static_cast<unsigned char>(*at_) > ' ') return;
        if (*at_ == ' ' && static_cast<unsigned char>(at_[1]) > ' ') {
            ++at_;
            return;
        }
        skip_long_space();
    }

    void skip_long_space() {
        for (;;) {
            if (*at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
            at_ = skip_spaces(at_, end_);
            if (*at_ != '\n' && *at_ != '\r' && *at_ != '\t') return;
        }
    }

    void document() {
        skip_space();
        if (at_ == end_) {
            fail(at_, at_, {"the file is empty", "ファイルが空です"},
                 {"write a value, e.g. {}", "{} などの値を書いてください"});
            return;
        }
        if (!values()) return;
        skip_space();
        if (at_ != end_) {
            fail(at_, token_end(),
                 {"unexpected text after the end of the JSON value", "JSON の値の後に余分な文字があります"},
                 {"a JSON file holds one value; remove the rest",
                  "JSON ファイルの値は一つだけです。残りを削除してください"});
        }
    }

    /// The root value with everything in it.
    bool values() {
        for (;;) {
            if (*at_ == '{' || *at_ == '[') {
                if (!open_container()) return false;
                if (*at_ != closing()) {
                    if (!item_begins()) return false;
                    continue;
                }
            } else if (!scalar()) {
                return false;
            }
            bool more = false;
            if (!behind_value(more)) return false;
            if (!more) return true;
        }
    }

    /// Closes what ends here and steps over a comma; `more` tells whether another value follows.
    bool behind_value(bool& more) {
        while (open_ != no_node) {
            skip_space();
            if (*at_ == ',') {
                ++at_;
                skip_space();
                more = true;
                return item_begins();
            }
            if (*at_ != closing()) return fail_separator();
            ++at_;
            const std::uint32_t index = open_;
            open_ = builder_.node(index).next;
            --depth_;
            builder_.close(index, offset(at_));
        }
        more = false;
        return true;
    }

    [[nodiscard]] char closing() { return builder_.node(open_).kind == NodeKind::mapping ? '}' : ']'; }

    bool open_container() {
        if (depth_ == limits_.depth) return fail_depth();
        if (!room_for_node()) return false;
        ++depth_;
        Node node;
        node.kind = *at_ == '{' ? NodeKind::mapping : NodeKind::sequence;
        node.style = Style::flow;
        node.begin = offset(at_);
        const std::uint32_t index = builder_.add(node);
        builder_.node(index).next = open_;
        open_ = index;
        ++at_;
        skip_space();
        return true;
    }

    bool room_for_node() { return builder_.count() < limits_.nodes || fail_node_count(); }

    [[gnu::cold]] bool fail_node_count() {
        return fail(at_, at_ + 1,
                    {fmt::format("the file has more than {} values", limits_.nodes),
                     fmt::format("値が {} 個を超えています", limits_.nodes)});
    }

    [[gnu::cold]] bool fail_depth() {
        return fail(at_, at_ + 1,
                    {fmt::format("nested deeper than {} levels", limits_.depth),
                     fmt::format("入れ子が {} 段を超えています", limits_.depth)});
    }

    /// Counts an item or a pair and reads the pair's key, so that a value follows.
    bool item_begins() {
        Node& container = builder_.node(open_);
        if (container.kind == NodeKind::sequence) {
            if (*at_ == ']') return fail_trailing_comma();
            ++container.size;
            return true;
        }
        if (*at_ != '"') return fail_key();
        const std::uint32_t key = builder_.count();
        if (!string()) return false;
        skip_space();
        if (*at_ != ':') {
            builder_.truncate(key);
            return fail_colon();
        }
        ++at_;
        skip_space();
        ++builder_.node(open_).size;
        return true;
    }

    [[gnu::cold]] bool fail_colon() {
        return fail(at_, token_end(), {"expected ':' after a key", "キーの後に ':' が必要です"});
    }

    bool scalar() {
        switch (*at_) {
            case '"':
                return string();
            case 't':
                return literal("true", NodeKind::boolean);
            case 'f':
                return literal("false", NodeKind::boolean);
            case 'n':
                return literal("null", NodeKind::null);
            default:
                if (*at_ == '-' || is_digit(*at_)) return number();
                return fail_value();
        }
    }

    bool add_scalar(NodeKind kind, Style style, const char* from, std::uint32_t text_begin, std::uint32_t size) {
        if (!room_for_node()) return false;
        Node node;
        node.kind = kind;
        node.style = style;
        node.begin = offset(from);
        node.end = offset(at_);
        node.text_begin = text_begin;
        node.size = size;
        builder_.add(node);
        return true;
    }

    bool literal(std::string_view word, NodeKind kind) {
        const char* from = at_;
        const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
        if (!rest.starts_with(word) || is_word(from[word.size()])) return fail_value();
        at_ += word.size();
        return add_scalar(kind, Style::plain, from, offset(from), static_cast<std::uint32_t>(word.size()));
    }

    bool number() {
        const char* from = at_;
        if (*at_ == '-') ++at_;
        if (*at_ == '0') {
            ++at_;
            if (is_digit(*at_)) {
                return fail_leading_zero(from);
            }
        } else if (!digits()) {
            return fail_digits();
        }
        NodeKind kind = NodeKind::integer;
        if (*at_ == '.') {
            kind = NodeKind::floating;
            ++at_;
            if (!digits()) return fail_digits();
        }
        if (*at_ == 'e' || *at_ == 'E') {
            kind = NodeKind::floating;
            ++at_;
            if (*at_ == '+' || *at_ == '-') ++at_;
            if (!digits()) return fail_digits();
        }
        return add_scalar(kind, Style::plain, from, offset(from), offset(at_) - offset(from));
    }

    [[gnu::cold]] bool fail_leading_zero(const char* number) {
        return fail(number, token_end(), {"a number must not begin with 0", "数値は 0 で始められません"},
                    {"quote it if it is not a quantity", "数量でなければ引用符で囲んでください"});
    }

    bool digits() {
        if (!is_digit(*at_)) return false;
        while (is_digit(*at_)) ++at_;
        return true;
    }

    [[gnu::cold]] bool fail_digits() {
        return fail(at_, token_end(), {"a digit is missing in this number", "数値に数字が足りません"});
    }

    /// Moves to the next quote, backslash or control character; remembers whether it saw something beyond ASCII.
    void skip_text() {
        while (end_ - at_ >= 16) {
            const Block16 block(at_);
            const auto special = (block.equal('"') | block.equal('\\') | block.control()).mask();
            non_ascii_ |= block.non_ascii().mask();
            if (special != 0) {
                at_ += std::countr_zero(special);
                return;
            }
            at_ += 16;
        }
        while (at_ != end_ && *at_ != '"' && *at_ != '\\' && static_cast<unsigned char>(*at_) >= ' ') {
            non_ascii_ |= static_cast<unsigned char>(*at_) & 0x80U;
            ++at_;
        }
    }

    bool string() {
        const char* quote = at_++;
        const char* text = at_;
        non_ascii_ = 0;
        skip_text();
        if (*at_ == '"') {
            if (non_ascii_ != 0 && !check_utf8(text, at_)) return false;
            const std::uint32_t size = offset(at_) - offset(text);
            ++at_;
            return add_scalar(NodeKind::string, Style::double_quoted, quote, offset(text), size);
        }
        return string_with_escapes(quote, text);
    }

    bool string_with_escapes(const char* quote, const char* text) {
        const std::uint32_t begin = builder_.decoded_begin();
        for (;;) {
            if (non_ascii_ != 0 && !check_utf8(text, at_)) return false;
            builder_.decoded().append(text, at_);
            if (at_ == end_ || *at_ != '\\') break;
            if (!escape()) return false;
            text = at_;
            non_ascii_ = 0;
            skip_text();
        }
        if (at_ == end_ || *at_ != '"') return fail_string(quote);
        ++at_;
        return add_scalar(NodeKind::string, Style::double_quoted, quote, begin, builder_.decoded_begin() - begin);
    }

    bool check_utf8(const char* from, const char* to) {
        const std::string_view text(from, static_cast<std::size_t>(to - from));
        const std::size_t valid = valid_utf8_prefix(text);
        if (valid == text.size()) return true;
        return fail_utf8(from + valid);
    }

    [[gnu::cold]] bool fail_utf8(const char* bad) {
        return fail(bad, bad + 1, {"this byte is not valid UTF-8", "UTF-8 として正しくないバイトです"},
                    {"save the file as UTF-8", "ファイルを UTF-8 で保存してください"});
    }

    bool escape() {
        const char* backslash = at_++;
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (*at_ == 'u') return unicode_escape(backslash);
        const std::size_t index = letters.find(*at_);
        if (index == std::string_view::npos || at_ == end_) {
            const char* to = at_ == end_ ? end_ : at_ + 1;
            return fail(backslash, to, {"unknown escape in a string", "文字列に未知のエスケープがあります"},
                        {"a backslash itself is written \\\\", "バックスラッシュ自体は \\\\ と書きます"});
        }
        builder_.decoded().push_back(meanings[index]);
        ++at_;
        return true;
    }

    /// Four hexadecimal digits behind `\u`.
    std::optional<std::uint32_t> hexadecimal() {
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const auto lower = static_cast<unsigned char>(*at_ | 0x20);
            if (is_digit(*at_)) {
                value = value * 16 + static_cast<std::uint32_t>(*at_ - '0');
            } else if (lower >= 'a' && lower <= 'f') {
                value = value * 16 + static_cast<std::uint32_t>(lower - 'a') + 10U;
            } else {
                return std::nullopt;
            }
        }
        return value;
    }

    bool unicode_escape(const char* backslash) {
        ++at_;
        const auto unit = hexadecimal();
        if (!unit) {
            return fail(backslash, at_, {"\\u needs four hexadecimal digits", "\\u の後には 16 進数字が 4 桁必要です"});
        }
        std::uint32_t code_point = *unit;
        if (code_point >= 0xD800 && code_point < 0xDC00 && at_[0] == '\\' && at_[1] == 'u') {
            at_ += 2;
            const auto low = hexadecimal();
            if (low && *low >= 0xDC00 && *low < 0xE000)
                code_point = 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00);
        }
        if (code_point >= 0xD800 && code_point < 0xE000) {
            return fail(backslash, at_, {"half of a surrogate pair", "サロゲートペアの片方だけがあります"});
        }
        append_utf8(builder_.decoded(), code_point);
        return true;
    }

    /// Behind the word or the character at the current place, for error spans.
    [[nodiscard]] const char* token_end() const {
        const char* to = at_;
        while (to != end_ && is_word(*to)) ++to;
        if (to != at_ || to == end_) return to;
        const std::size_t length = utf8_sequence({to, static_cast<std::size_t>(end_ - to)});
        return to + (length == 0 ? 1 : length);
    }

    [[gnu::cold]] bool fail_string(const char* quote) {
        if (at_ != end_ && *at_ != '\n' && *at_ != '\r') {
            return fail(at_, at_ + 1, {"a control character in a string", "文字列に制御文字があります"},
                        {"write it as an escape, a tab as \\t", "エスケープで書いてください（タブは \\t）"});
        }
        return fail(quote, at_, {"this string has no closing quote", "文字列の閉じ引用符がありません"},
                    {"close it with \" on the same line; a line break is written \\n",
                     "同じ行で \" を閉じてください。改行は \\n と書きます"});
    }

    [[gnu::cold]] bool fail_unclosed() {
        const char* bracket = begin_ + builder_.node(open_).begin;
        return fail(bracket, bracket + 1,
                    {fmt::format("this '{}' is never closed", *bracket),
                     fmt::format("この '{}' が閉じられていません", *bracket)},
                    {fmt::format("add '{}'", closing()), fmt::format("'{}' を追加してください", closing())});
    }

    [[gnu::cold]] bool fail_separator() {
        if (at_ == end_) return fail_unclosed();
        const bool begins_value = *at_ == '"' || *at_ == '{' || *at_ == '[' || *at_ == '-' || is_word(*at_);
        if (begins_value) {
            const char* behind = begin_ + builder_.tree().nodes().back().end;
            if (builder_.count() > 0 && behind > at_) behind = at_;
            return fail(at_, token_end(), {"a comma is missing before this", "この前にコンマがありません"},
                        {"separate items with ','", "項目は ',' で区切ってください"});
        }
        return fail(
            at_, token_end(),
            {fmt::format("expected ',' or '{}'", closing()), fmt::format("',' または '{}' が必要です", closing())},
            comment_hint());
    }

    [[nodiscard]] base::Text comment_hint() const {
        if (*at_ != '/' && *at_ != '#') return {};
        return {"JSON has no comments", "JSON にコメントは書けません"};
    }

    [[gnu::cold]] bool fail_trailing_comma() {
        return fail(at_, at_ + 1, {"a value is missing after the comma", "コンマの後に値がありません"},
                    {"remove the comma before the closing bracket", "閉じ括弧の前のコンマを削除してください"});
    }

    [[gnu::cold]] bool fail_key() {
        if (at_ == end_) return fail_unclosed();
        if (*at_ == '}') return fail_trailing_comma();
        base::Text hint = comment_hint();
        if (*at_ == '\'' || is_word(*at_)) hint = {"write keys in double quotes", "キーは二重引用符で囲んでください"};
        return fail(at_, token_end(), {"expected a key in double quotes", "二重引用符で囲んだキーが必要です"},
                    std::move(hint));
    }

    [[gnu::cold]] bool fail_value() {
        if (at_ == end_ && open_ != no_node) return fail_unclosed();
        base::Text hint = comment_hint();
        if (*at_ == '\'') hint = {"strings stand in double quotes", "文字列は二重引用符で囲みます"};
        if (is_word(*at_)) {
            hint = {"write strings in double quotes; the words are true, false and null",
                    "文字列は二重引用符で囲んでください。単語は true、false、null だけです"};
        }
        return fail(at_, token_end(), {"expected a value", "値が必要です"}, std::move(hint));
    }

    /// After an error: a key without its value goes, what is open ends where its last item does.
    void close_open_containers() {
        if (builder_.count() > 0) builder_.add_document(0);
        while (open_ != no_node) {
            const std::uint32_t index = open_;
            open_ = builder_.node(index).next;
            builder_.close(index, drop_unfinished_item(index));
        }
    }

    /// Recounts what the open container `index` holds and removes a key that got no value; returns where the last child
    /// ends.
    std::uint32_t drop_unfinished_item(std::uint32_t index) {
        const bool mapping = builder_.node(index).kind == NodeKind::mapping;
        std::uint32_t items = 0;
        std::uint32_t last = index;
        std::uint32_t end = builder_.node(index).begin + 1;
        std::uint32_t end_before = end;
        for (std::uint32_t at = index + 1; at < builder_.count(); at = builder_.node(at).next) {
            last = at;
            end_before = end;
            end = builder_.node(at).end;
            ++items;
        }
        const bool unfinished = mapping && items % 2 == 1;
        if (unfinished) builder_.truncate(last);
        builder_.node(index).size = mapping ? items / 2 : items;
        return unfinished ? end_before : end;
    }

    TreeBuilder builder_;
    const Limits& limits_;
    const char* begin_;
    const char* end_;
    const char* at_;
    std::uint32_t open_ = no_node;
    std::uint32_t depth_ = 0;
    Block16::Mask non_ascii_ = 0;
};

}  // namespace

Tree parse_json(const source::Source& source, const Limits& limits) { return JsonParser(source, limits).run(); }

}  // namespace csr::syntax
