#include <fmt/format.h>
#include <string>
#include <utility>

#include "syntax/block16.hpp"
#include "syntax/utf8.hpp"
#include "syntax/yaml_parser.hpp"

namespace csr::syntax {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t most_errors = 100;

/// The next word of `text`, which loses it.
std::string_view take_word(std::string_view& text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    const std::string_view word = text.substr(0, text.find_first_of(" \t"));
    text.remove_prefix(word.size());
    return word;
}

/// The number of bytes up to the first one that no YAML text may contain.
std::size_t valid_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (text.size() - at >= 16) {
            const Block16 block(text.data() + at);
            const auto white = block.equal('\n') | block.equal('\t') | block.equal('\r');
            const auto odd = block.control_or_non_ascii().without(white).mask();
            if (odd == 0) {
                at += 16;
                continue;
            }
            at += static_cast<std::size_t>(std::countr_zero(odd));
        }
        const char byte = text[at];
        const bool control = static_cast<unsigned char>(byte) < 0x20U && byte != '\n' && byte != '\t' && byte != '\r';
        const std::size_t length = control ? 0 : utf8_sequence(text.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return at;
}

}  // namespace

YamlParser::YamlParser(const source::Source& source, const Limits& limits)
    : limits_(limits),
      begin_(source.bytes().data()),
      end_(begin_ + source.bytes().size()),
      at_(begin_),
      line_start_(begin_),
      last_end_(begin_),
      builder_(source) {}

Tree YamlParser::run() {
    if (static_cast<std::size_t>(end_ - begin_) > limits_.bytes) {
        report(begin_, begin_,
               {fmt::format("the file is larger than {} bytes", limits_.bytes),
                fmt::format("ファイルが {} バイトを超えています", limits_.bytes)});
        return builder_.take();
    }
    check_bytes();
    stream();
    return builder_.take();
}

void YamlParser::report(const char* from, const char* to, base::Text message, base::Text hint) {
    if (stopped_) return;
    builder_.add_error({{offset(from), offset(to)}, std::move(message), std::move(hint)});
    if (builder_.tree().errors().size() >= most_errors) stop();
}

void YamlParser::tolerate(const char* from, const char* to, base::Text message, base::Text hint) {
    if (stopped_) return;
    builder_.add_error({{offset(from), offset(to)}, std::move(message), std::move(hint), true});
    if (builder_.tree().errors().size() >= most_errors) stop();
}

void YamlParser::fatal(const char* from, const char* to, base::Text message, base::Text hint) {
    report(from, to, std::move(message), std::move(hint));
    stop();
}

void YamlParser::stop() {
    stopped_ = true;
    at_ = end_;
    column_ = -1;
}

/// Ends the text before the first byte that may not stand in it.
void YamlParser::check_bytes() {
    const std::string_view text(begin_, static_cast<std::size_t>(end_ - begin_));
    const std::size_t valid = valid_prefix(text);
    if (valid == text.size()) return;
    const char* bad = begin_ + valid;
    if (static_cast<unsigned char>(*bad) < 0x80U) {
        report(bad, bad + 1, {"a control character, which YAML does not allow", "YAML で使えない制御文字です"},
               {"remove it, or write it as an escape in double quotes",
                "削除するか、二重引用符の中でエスケープとして書いてください"});
    } else {
        report(bad, bad + 1, {"this byte is not valid UTF-8", "UTF-8 として正しくないバイトです"},
               {"save the file as UTF-8", "ファイルを UTF-8 で保存してください"});
    }
    end_ = bad;
}

const char* YamlParser::line_end(const char* from) const {
    while (from != end_ && *from != '\n' && *from != '\r') ++from;
    return from;
}

const char* YamlParser::word_end(const char* from) const {
    while (!ends_word(from)) ++from;
    return from;
}

void YamlParser::stream() {
    for (;;) {
        bool directives = false;
        document_prefix(directives);
        if (at_ == end_) {
            if (directives) {
                report(at_, at_, {"a document must follow the directives", "ディレクティブの後に文書がありません"},
                       {"add a line with ---", "--- の行を追加してください"});
            }
            return;
        }
        document();
    }
}

/// Comments, directives and empty documents' ends before a document.
void YamlParser::document_prefix(bool& directives) {
    handles_.clear();
    anchors_.clear();
    yaml_directive_seen_ = false;
    for (;;) {
        if (at_ == line_start_ &&
            std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(byte_order_mark)) {
            at_ += byte_order_mark.size();
            line_start_ = at_;
        }
        next_token();
        if (at_ == end_) return;
        if (at_ == line_start_ && *at_ == '%') {
            if (!explicit_end_) {
                report(at_, line_end(at_), {"a directive inside a document", "文書の途中にディレクティブがあります"},
                       {"end the document before it with a line ...", "その前の文書を ... の行で終えてください"});
            }
            directives = true;
            directive();
        } else if (at_ == line_start_ && *at_ == '.' && is_marker(at_) && !directives) {
            at_ += 3;
            end_of_marker_line();
            explicit_end_ = true;
        } else {
            break;
        }
    }
    if (at_ == line_start_ && *at_ == '-' && is_marker(at_)) {
        at_ += 3;
    } else if (directives) {
        report(at_, word_end(at_), {"expected --- after the directives", "ディレクティブの後に --- が必要です"});
    }
}

void YamlParser::directive() {
    const char* from = at_;
    const char* to = line_end(at_);
    const std::string_view whole(from, static_cast<std::size_t>(to - from));
    std::string_view line = whole;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i] == '#' && (line[i - 1] == ' ' || line[i - 1] == '\t')) {
            builder_.add_comment({offset(from + i), offset(to)});
            line = line.substr(0, i);
        }
    }
    const std::string_view name = take_word(line);
    if (name == "%YAML") {
        yaml_directive(from, line);
    } else if (name == "%TAG") {
        tag_directive(from, line);
    }
    if (!stopped_) at_ = to;
}

void YamlParser::yaml_directive(const char* from, std::string_view arguments) {
    const std::string_view version = take_word(arguments);
    const char* to = line_end(from);
    if (yaml_directive_seen_) report(from, to, {"a second %YAML directive", "%YAML ディレクティブが二つあります"});
    yaml_directive_seen_ = true;
    const std::size_t dot = version.find('.');
    const auto digits = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    const bool well_formed =
        dot != std::string_view::npos && digits(version.substr(0, dot)) && digits(version.substr(dot + 1));
    if (!well_formed || !take_word(arguments).empty()) {
        report(from, to, {"a malformed %YAML directive", "%YAML ディレクティブの形が正しくありません"},
               {"write %YAML 1.2", "%YAML 1.2 と書いてください"});
    }
}

void YamlParser::tag_directive(const char* from, std::string_view arguments) {
    const std::string_view handle = take_word(arguments);
    const std::string_view prefix = take_word(arguments);
    const char* to = line_end(from);
    const bool well_formed =
        handle.starts_with('!') && handle.ends_with('!') && !prefix.empty() && take_word(arguments).empty();
    if (!well_formed) {
        report(from, to, {"a malformed %TAG directive", "%TAG ディレクティブの形が正しくありません"},
               {"write e.g. %TAG !e! tag:example.com,2000:", "例: %TAG !e! tag:example.com,2000:"});
        return;
    }
    if (!handles_.emplace(handle, prefix).second) {
        report(from, to,
               {fmt::format("the tag handle {} is declared twice", handle),
                fmt::format("タグハンドル {} が二度宣言されています", handle)});
    }
}

void YamlParser::document() {
    const std::uint32_t root = builder_.count();
    block_node(-1, Place::document);
    if (builder_.count() > root) builder_.add_document(root);
    end_of_document();
}

void YamlParser::end_of_document() {
    explicit_end_ = false;
    next_token();
    if (at_ == end_) return;
    if (column_ >= 0) {
        base::Text hint;
        if (*at_ == '%')
            hint = {"directives stand before --- or after ...", "ディレクティブは --- の前か ... の後に書きます"};
        if (is_indicator('-')) hint = {"is the indentation of this line right?", "この行の字下げは正しいですか"};
        fatal(at_, word_end(at_),
              {"the document should end here: this does not belong to it",
               "文書はここで終わるはずです。この部分は文書に属しません"},
              std::move(hint));
        return;
    }
    if (*at_ == '.') {
        at_ += 3;
        end_of_marker_line();
        explicit_end_ = true;
    }
}

/// Behind "...": nothing but a comment may follow on the line.
void YamlParser::end_of_marker_line() {
    next_token();
    if (at_ == end_ || fresh_) return;
    report(at_, line_end(at_),
           {"text after the end of the document on the same line", "文書の終わりと同じ行に余分な文字があります"});
    if (!stopped_) at_ = line_end(at_);
}

Tree parse_yaml(const source::Source& source, const Limits& limits) { return YamlParser(source, limits).run(); }

}  // namespace csr::syntax
