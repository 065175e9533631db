#include "syntax/block16.hpp"
#include "syntax/yaml_parser.hpp"

namespace csr::syntax {

/// Moves to the next token over spaces, comments and line breaks, and notes where that stands.
void YamlParser::next_token() {
    const char* p = at_;
    if (p == token_) return;
    fresh_ = p == line_start_;
    tab_ = false;
    if (*p == '\n') {
        line_start_ = ++p;
        fresh_ = true;
    }
    if (*p == ' ') p = skip_spaces(p, end_);
    at_ = p;
    const bool may_be_marker = p == line_start_ && (*p == '-' || *p == '.');
    if (static_cast<unsigned char>(*p) > ' ' && *p != '#' && !may_be_marker && p != end_) {
        token_ = p;
        column_ = static_cast<int>(p - line_start_);
        return;
    }
    next_token_slow();
}

void YamlParser::next_token_slow() {
    for (;;) {
        while (*at_ == ' ' || *at_ == '\t') {
            if (*at_ == '\t') tab_ = true;
            ++at_;
        }
        if (at_ != end_ && *at_ == '#' && (at_ == line_start_ || at_[-1] == ' ' || at_[-1] == '\t')) comment();
        if (!line_break()) break;
        fresh_ = true;
        tab_ = false;
    }
    token_ = at_;
    column_ = at_ == end_ || (at_ == line_start_ && is_marker(at_)) ? -1 : static_cast<int>(at_ - line_start_);
}

void YamlParser::comment() {
    const char* from = at_;
    for (;;) {
        if (end_ - at_ >= 16) {
            const auto controls = Block16(at_).control().mask();
            if (controls == 0) {
                at_ += 16;
                continue;
            }
            at_ += std::countr_zero(controls);
        }
        if (at_ == end_ || *at_ == '\n' || *at_ == '\r') break;
        ++at_;
    }
    builder_.add_comment({offset(from), offset(at_)});
}

/// Steps over a line break, if there is one here.
bool YamlParser::line_break() {
    if (!at_line_break()) return false;
    if (*at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n') ++at_;
    ++at_;
    line_start_ = at_;
    return true;
}

/// Whether "---" or "..." stands at `at`, which begins a line.
bool YamlParser::is_marker(const char* at) const {
    if (end_ - at < 3) return false;
    const bool dashes = at[0] == '-' && at[1] == '-' && at[2] == '-';
    const bool dots = at[0] == '.' && at[1] == '.' && at[2] == '.';
    return (dashes || dots) && ends_word(at + 3);
}

}  // namespace csr::syntax
