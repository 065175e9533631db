#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "syntax/block16.hpp"
#include "syntax/yaml_parser.hpp"

namespace csr::syntax {

namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

}  // namespace

/// A literal or folded scalar; the cursor ends at the beginning of the line behind it.
YamlParser::Scalar YamlParser::block_scalar(int indent) {
    const char* begin = at_;
    const Style style = *at_ == '|' ? Style::literal : Style::folded;
    BlockHeader header = block_header(indent);
    last_end_ = at_;
    const char* header_end = at_;
    line_break();
    if (header.indent < 0) detect_indent(header, indent + 1);
    const std::uint32_t text_begin = builder_.decoded_begin();
    std::size_t trailing = 0;
    if (style == Style::literal) {
        literal_lines(header.indent, trailing);
    } else {
        folded_lines(header.indent, trailing);
    }
    const bool empty = builder_.decoded_begin() == text_begin;
    if (header.chomping == '+') {
        builder_.decoded().append(trailing, '\n');
    } else if (header.chomping == ' ' && !empty) {
        builder_.decoded().push_back('\n');
    }
    return {begin, std::max(last_end_, header_end), text_begin, builder_.decoded_begin() - text_begin, style};
}

YamlParser::BlockHeader YamlParser::block_header(int indent) {
    BlockHeader header{.indent = -1};
    ++at_;
    for (; !ends_word(at_); ++at_) {
        if ((*at_ == '-' || *at_ == '+') && header.chomping == ' ') {
            header.chomping = *at_;
        } else if (*at_ >= '1' && *at_ <= '9' && header.indent < 0) {
            header.indent = std::max(indent, 0) + (*at_ - '0');
        } else {
            break;
        }
    }
    const char* behind = at_;
    while (is_blank(*at_)) ++at_;
    if (at_ != end_ && *at_ == '#' && at_ != behind) {
        comment();
    } else if (at_ != end_ && !at_line_break()) {
        const char* to = line_end(at_);
        report(at_, to,
               {"only an indentation digit, '-' or '+' and a comment may stand behind '|' or '>'",
                "'|' や '>' の後に書けるのは字下げの数字、'-'、'+'、コメントだけです"},
               {"begin the text on the next line", "本文は次の行から書いてください"});
        if (!stopped_) at_ = to;
    }
    return header;
}

/// Takes the indentation from the first line with text; `least` is the smallest that counts.
void YamlParser::detect_indent(BlockHeader& header, int least) {
    const char* p = at_;
    int widest = 0;
    const char* widest_line = p;
    for (;;) {
        const char* line = p;
        while (*p == ' ') ++p;
        const int spaces = static_cast<int>(p - line);
        const bool text = p != end_ && *p != '\n' && *p != '\r';
        if (!text && spaces > widest) {
            widest = spaces;
            widest_line = line;
        }
        if (text || p == end_) {
            const bool belongs = text && spaces >= least;
            header.indent = std::max(belongs ? spaces : widest, std::max(least, 0));
            if (belongs && widest > spaces) {
                report(widest_line, widest_line + widest,
                       {"an empty line at the beginning of the text is indented deeper than the text",
                        "本文の先頭の空行が本文より深く字下げされています"},
                       {"remove the spaces of the empty line", "空行の空白を削除してください"});
            }
            return;
        }
        if (*p == '\r' && p + 1 != end_ && p[1] == '\n') ++p;
        ++p;
    }
}

/// Moves to the text of the next line of the scalar and counts the line breaks before it; false when the scalar ends
/// here.
bool YamlParser::block_line(int indent, std::size_t& breaks) {
    for (;;) {
        const char* p = at_;
        while (*p == ' ' && p - line_start_ < indent) ++p;
        const bool deep = p - line_start_ == indent;
        if (p == end_) {
            // The end of the text ends a line that has something on it.
            if (p != at_) ++breaks;
            at_ = p;
            return false;
        }
        if (*p == '\n' || *p == '\r') {
            at_ = p;
            line_break();
            ++breaks;
            continue;
        }
        if (!deep && *p == '\t') report_tab(p);
        if (!deep || (indent == 0 && is_marker(p))) return false;
        at_ = p;
        return true;
    }
}

void YamlParser::literal_lines(int indent, std::size_t& trailing) {
    std::string& text = builder_.decoded();
    while (block_line(indent, trailing)) {
        text.append(trailing, '\n');
        trailing = 0;
        const char* from = at_;
        at_ = text_line_end(from);
        text.append(from, at_);
        last_end_ = at_;
        line_break();
        trailing = 1;
    }
}

void YamlParser::folded_lines(int indent, std::size_t& trailing) {
    std::string& text = builder_.decoded();
    bool first = true;
    bool kept = false;  // the line before is indented deeper: its break is not folded
    while (block_line(indent, trailing)) {
        const bool keeps = is_blank(*at_);
        if (first || kept || keeps) {
            text.append(trailing, '\n');
        } else {
            text.append(trailing == 1 ? 1 : trailing - 1, trailing == 1 ? ' ' : '\n');
        }
        trailing = 0;
        first = false;
        kept = keeps;
        const char* from = at_;
        at_ = text_line_end(from);
        text.append(from, at_);
        last_end_ = at_;
        line_break();
        trailing = 1;
    }
}

/// The line break behind `from`, or the end.
const char* YamlParser::text_line_end(const char* from) const {
    const char* p = from;
    for (;;) {
        if (end_ - p >= 16) {
            const auto controls = Block16(p).control().mask();
            p += controls == 0 ? 16 : std::countr_zero(controls);
            if (controls == 0) continue;
        }
        if (p == end_ || *p == '\n' || *p == '\r') return p;
        ++p;
    }
}

}  // namespace csr::syntax
