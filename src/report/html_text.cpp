#include "report/html_text.hpp"

#include "report/unicode.hpp"

namespace csr::report {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char character : text) {
        switch (character) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out.push_back(character);
        }
    }
    return out;
}

}  // namespace

std::string html(std::string_view text) { return escaped(visible(text)); }

std::string html_prose(std::string_view text) { return escaped(prose(text)); }

}  // namespace csr::report
