#include "syntax/block16.hpp"
#include "syntax/yaml_parser.hpp"

namespace csr::syntax {

namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }
bool is_flow_indicator(char byte) { return byte == ',' || byte == '[' || byte == ']' || byte == '{' || byte == '}'; }

}  // namespace

/// Behind the plain text that begins at `from`, on its line, outside of brackets. It may end in blanks.
const char* YamlParser::plain_end(const char* from) const {
    const char* p = from;
    for (;;) {
        if (end_ - p >= 16) {
            const Block16 block(p);
            const auto special = (block.equal(':') | block.equal('#') | block.control()).mask();
            p += special == 0 ? 16 : std::countr_zero(special);
            if (special == 0) continue;
        } else {
            while (p != end_ && *p != ':' && *p != '#' && static_cast<unsigned char>(*p) >= ' ') ++p;
            if (p == end_) return p;
        }
        if (*p == ':') {
            if (ends_word(p + 1)) return p;
        } else if (*p == '#') {
            if (p != from && is_blank(p[-1])) return p;
        } else if (*p != '\t') {
            return p;
        }
        ++p;
    }
}

/// The same between brackets.
const char* YamlParser::plain_end_in_flow(const char* from) const {
    const char* p = from;
    for (;;) {
        if (end_ - p >= 16) {
            const Block16 block(p);
            const auto special = (block.equal(':') | block.equal('#') | block.equal(',') |
                                  block.equal_ignoring_bit5('{') | block.equal_ignoring_bit5('}') | block.control())
                                     .mask();
            p += special == 0 ? 16 : std::countr_zero(special);
            if (special == 0) continue;
        }
        if (p == end_ || is_flow_indicator(*p) || *p == '\n' || *p == '\r') return p;
        if (*p == ':' && (ends_word(p + 1) || is_flow_indicator(p[1]))) return p;
        if (*p == '#' && p != from && is_blank(p[-1])) return p;
        ++p;
    }
}

/// The first line of a plain scalar; the cursor ends behind its text.
YamlParser::Scalar YamlParser::plain_line(bool flow) {
    const char* from = at_;
    const char* stop = flow ? plain_end_in_flow(from) : plain_end(from);
    at_ = stop;
    while (stop != from && is_blank(stop[-1])) --stop;
    return {from, stop, offset(from), offset(stop) - offset(from), Style::plain};
}

/// Whether the next line is seen at a glance to lie outside of a scalar whose parent is indented by `indent`.
bool YamlParser::next_line_is_outside(int indent) const {
    if (*at_ != '\n') return false;
    const char* line = at_ + 1;
    const char* text = skip_spaces(line, end_);
    return text - line <= indent && static_cast<unsigned char>(*text) > ' ';
}

/// Joins the lines that continue the plain scalar whose first line was read.
void YamlParser::plain_continuation(Scalar& scalar, int indent, bool flow) {
    if (!flow && next_line_is_outside(indent)) return;
    std::uint32_t decoded_begin = 0;
    while (at_line_break()) {
        const char* before = at_;
        const char* before_line = line_start_;
        std::size_t breaks = 0;
        int spaces = 0;
        while (line_break()) {
            ++breaks;
            const char* from = at_;
            while (*at_ == ' ') ++at_;
            spaces = static_cast<int>(at_ - from);
            while (is_blank(*at_)) ++at_;
        }
        const char* from = at_;
        const char* stop = from;
        const bool belongs =
            from != end_ && *from != '#' && (spaces > indent || flow) && !(from == line_start_ && is_marker(from));
        if (belongs) stop = flow ? plain_end_in_flow(from) : plain_end(from);
        const bool is_key = !flow && stop != end_ && *stop == ':';
        if (stop == from || is_key) {
            at_ = before;
            line_start_ = before_line;
            break;
        }
        if (flow) flow_indentation(spaces, indent);
        if (stopped_) break;
        std::string& text = builder_.decoded();
        if (!scalar.multiline) {
            decoded_begin = builder_.decoded_begin();
            text.append(scalar.begin, scalar.end);
        }
        scalar.multiline = true;
        text.append(breaks == 1 ? 1 : breaks - 1, breaks == 1 ? ' ' : '\n');
        at_ = stop;
        while (is_blank(stop[-1])) --stop;
        text.append(from, stop);
        scalar.end = stop;
    }
    if (!scalar.multiline) return;
    scalar.text_begin = decoded_begin;
    scalar.size = builder_.decoded_begin() - decoded_begin;
}

/// Whether a plain scalar may begin here with an indicator character.
bool YamlParser::begins_plain(bool flow) const {
    switch (*at_) {
        case '-':
        case '?':
        case ':':
            return !ends_word(at_ + 1) && !(flow && is_flow_indicator(at_[1]));
        case ',':
        case '[':
        case ']':
        case '{':
        case '}':
        case '#':
        case '&':
        case '*':
        case '!':
        case '|':
        case '>':
        case '\'':
        case '"':
        case '%':
        case '@':
        case '`':
            return false;
        default:
            return at_ != end_;
    }
}

}  // namespace csr::syntax
