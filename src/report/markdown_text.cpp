#include "report/markdown_text.hpp"

#include <algorithm>

#include "report/unicode.hpp"

namespace csr::report {

namespace {

/// Escapes what is markup anywhere in a line. A line never begins with the result of `markdown`, so list and heading
/// marks need no care.
void append_escaped(std::string& out, char character) {
    constexpr std::string_view markup = "\\`*_[]|~$";
    if (character == '<') {
        out += "&lt;";
    } else if (character == '>') {
        out += "&gt;";
    } else if (character == '&') {
        out += "&amp;";
    } else if (character == '@') {
        out += "&#64;";  // no mention of people or teams
    } else {
        if (markup.find(character) != std::string_view::npos) out.push_back('\\');
        out.push_back(character);
    }
}

}  // namespace

std::string markdown(std::string_view text) {
    const std::string shown = prose(text);
    std::string out;
    out.reserve(shown.size() + 8);
    if (!shown.empty() && (text.front() == ' ' || text.front() == '\t')) out.push_back(' ');
    for (const char character : shown) append_escaped(out, character);
    return out;
}

std::string markdown_code(std::string_view text) {
    std::string shown = visible(text);
    if (shown.empty()) return {};
    // In a table a bar ends the cell even in code, where it cannot be escaped portably.
    std::size_t longest = 0;
    std::size_t run = 0;
    std::string body;
    for (const char character : shown) {
        run = character == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
        if (character == '|') body.push_back('\\');
        body.push_back(character);
    }
    const std::string fence(longest + 1, '`');
    const bool needs_space = body.front() == '`' || body.back() == '`';
    return fence + (needs_space ? " " : "") + body + (needs_space ? " " : "") + fence;
}

}  // namespace csr::report
