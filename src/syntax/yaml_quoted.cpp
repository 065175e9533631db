#include <fmt/format.h>
#include <string>

#include "syntax/block16.hpp"
#include "syntax/utf8.hpp"
#include "syntax/yaml_parser.hpp"

namespace csr::syntax {

namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

}  // namespace

/// The next closing quote, backslash (in double quotes), line break, or the end. Tabs are text.
const char* YamlParser::quoted_stop(const char* from, char quote) const {
    const char escape = quote == '"' ? '\\' : '\n';
    const char* p = from;
    for (;;) {
        if (end_ - p >= 16) {
            const Block16 block(p);
            const auto special = (block.equal(quote) | block.equal(escape) | block.control()).mask();
            p += special == 0 ? 16 : std::countr_zero(special);
            if (special == 0) continue;
        }
        if (p == end_ || *p == quote || *p == escape || *p == '\n' || *p == '\r') return p;
        ++p;
    }
}

YamlParser::Scalar YamlParser::quoted(int indent) {
    const char* quote = at_;
    const char* stop = quoted_stop(quote + 1, *quote);
    const bool plain = stop != end_ && *stop == *quote && !(*quote == '\'' && stop[1] == '\'');
    if (!plain) return quoted_slow(quote, indent);
    at_ = stop + 1;
    const Style style = *quote == '"' ? Style::double_quoted : Style::single_quoted;
    return {quote, at_, offset(quote + 1), offset(stop) - offset(quote + 1), style};
}

/// A quoted scalar with escapes or several lines, whose text has to be built.
YamlParser::Scalar YamlParser::quoted_slow(const char* quote, int indent) {
    std::string& text = builder_.decoded();
    const std::uint32_t begin = builder_.decoded_begin();
    const char* first_line = line_start_;
    std::size_t keep = text.size();  // blanks before this place came from escapes and stay
    at_ = quote + 1;
    while (!stopped_) {
        const char* stop = quoted_stop(at_, *quote);
        text.append(at_, stop);
        at_ = stop;
        if (at_ == end_) {
            fatal(quote, quote + 1,
                  {fmt::format("this {} quote is never closed", *quote == '"' ? "double" : "single"),
                   fmt::format("この{}引用符が閉じられていません", *quote == '"' ? "二重" : "一重")},
                  {fmt::format("add {} at the end of the text", *quote),
                   fmt::format("文字列の終わりに {} を追加してください", *quote)});
        } else if (*at_ == *quote) {
            ++at_;
            if (*quote == '"' || *at_ != '\'' || at_ == end_) break;
            text.push_back('\'');
            ++at_;
        } else if (*at_ == '\\') {
            escape(quote, indent);
            keep = text.size();
        } else {
            fold_quoted(keep, quote, indent);
            keep = text.size();
        }
    }
    const Style style = *quote == '"' ? Style::double_quoted : Style::single_quoted;
    return {quote, at_, begin, builder_.decoded_begin() - begin, style, line_start_ != first_line};
}

/// A line break in a quoted scalar: a space, or as many line breaks as there are empty lines.
void YamlParser::fold_quoted(std::size_t keep, const char* quote, int indent) {
    std::string& text = builder_.decoded();
    while (text.size() > keep && is_blank(text.back())) text.pop_back();
    const std::size_t breaks = skip_breaks(quote, indent);
    text.append(breaks == 1 ? 1 : breaks - 1, breaks == 1 ? ' ' : '\n');
}

/// Moves to the text after line breaks and the indentation; returns the number of line breaks.
std::size_t YamlParser::skip_breaks(const char* quote, int indent) {
    std::size_t breaks = 0;
    int spaces = 0;
    while (line_break()) {
        ++breaks;
        if (is_marker(at_)) {
            fatal(quote, quote + 1,
                  {"this quote is not closed before the end of the document",
                   "この引用符が文書の終わりまでに閉じられていません"});
            return breaks;
        }
        const char* from = at_;
        while (*at_ == ' ') ++at_;
        spaces = static_cast<int>(at_ - from);
        while (is_blank(*at_)) ++at_;
    }
    if (spaces <= indent && at_ != end_) {
        tolerate(at_, at_,
                 {"a continued line of quoted text must be indented deeper than what it belongs to",
                  "引用符の中の続きの行は、それが属するものより深く字下げします"},
                 {fmt::format("indent it with at least {} spaces", indent + 1),
                  fmt::format("{} 個以上の空白で字下げしてください", indent + 1)});
    }
    return breaks;
}

void YamlParser::escape(const char* quote, int indent) {
    static constexpr std::string_view letters = "0abt\tnvfre \"/\\N_LP";
    static constexpr std::uint32_t meanings[] = {0,    0x07, 0x08, 0x09, 0x09, 0x0A, 0x0B, 0x0C,   0x0D,
                                                 0x1B, ' ',  '"',  '/',  '\\', 0x85, 0xA0, 0x2028, 0x2029};
    const char* backslash = at_++;
    if (at_ == end_) return;
    if (at_line_break()) {
        const std::size_t breaks = skip_breaks(quote, indent);
        builder_.decoded().append(breaks > 0 ? breaks - 1 : 0, '\n');
        return;
    }
    if (*at_ == 'x') return numeric_escape(backslash, 2);
    if (*at_ == 'u') return numeric_escape(backslash, 4);
    if (*at_ == 'U') return numeric_escape(backslash, 8);
    const std::size_t index = letters.find(*at_);
    if (index == std::string_view::npos) {
        const std::size_t length = utf8_sequence({at_, static_cast<std::size_t>(end_ - at_)});
        report(backslash, at_ + length,
               {"unknown escape in double quotes", "二重引用符の中に未知のエスケープがあります"},
               {"write \\\\ for a backslash, or use single quotes",
                "バックスラッシュは \\\\ と書くか、一重引用符を使ってください"});
        if (stopped_) return;
        builder_.decoded().append(backslash, at_ + length);
        at_ += length;
        return;
    }
    append_utf8(builder_.decoded(), meanings[index]);
    ++at_;
}

bool YamlParser::hexadecimal(int digits, std::uint32_t& value) {
    value = 0;
    for (int i = 0; i < digits; ++i, ++at_) {
        const char lower = static_cast<char>(*at_ | 0x20);
        if (at_ == end_) return false;
        if (*at_ >= '0' && *at_ <= '9') {
            value = value * 16 + static_cast<std::uint32_t>(*at_ - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            value = value * 16 + static_cast<std::uint32_t>(lower - 'a') + 10U;
        } else {
            return false;
        }
    }
    return true;
}

void YamlParser::numeric_escape(const char* backslash, int digits) {
    ++at_;
    std::uint32_t value = 0;
    if (!hexadecimal(digits, value)) {
        report(backslash, at_,
               {fmt::format("this escape needs {} hexadecimal digits", digits),
                fmt::format("このエスケープには 16 進数字が {} 桁必要です", digits)});
        return;
    }
    if (value >= 0xD800 && value < 0xDC00 && end_ - at_ >= 6 && at_[0] == '\\' && at_[1] == 'u') {
        // JSON writes characters beyond U+FFFF as two escapes.
        const char* second = at_;
        std::uint32_t low = 0;
        at_ += 2;
        if (hexadecimal(4, low) && low >= 0xDC00 && low < 0xE000) {
            value = 0x10000 + ((value - 0xD800) << 10U) + (low - 0xDC00);
        } else {
            at_ = second;
        }
    }
    if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) {
        report(backslash, at_,
               {"this escape is no Unicode character", "このエスケープは Unicode の文字ではありません"});
        return;
    }
    append_utf8(builder_.decoded(), value);
}

}  // namespace csr::syntax
