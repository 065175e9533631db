#include "policy/exception.hpp"

#include <algorithm>

#include "base/wildcard.hpp"

namespace csr::policy {

namespace {

bool fits(const std::string& pattern, std::string_view text) {
    return pattern.empty() || base::matches_wildcard(pattern, text);
}

bool is_below(std::string_view path, std::string_view construct) {
    return path.starts_with(construct) && (path.size() == construct.size() || path[construct.size()] == '/');
}

std::string_view trimmed(std::string_view text, std::string_view what) {
    const std::size_t begin = text.find_first_not_of(what);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(what) - begin + 1);
}

}  // namespace

bool TargetPattern::matches(const Target& target) const {
    const bool any_fits = any.empty() || base::matches_wildcard(any, target.id) ||
                          base::matches_wildcard(any, target.construct_path) ||
                          base::matches_wildcard(any, target.document);
    return any_fits && fits(document, target.document) && fits(kind, target.kind) && fits(id, target.id) &&
           fits(type, target.type) && fits(stack, target.stack) && fits(construct, target.construct_path);
}

bool TargetPattern::is_everything() const {
    return std::ranges::all_of(
        std::initializer_list<const std::string*>{&any, &document, &kind, &id, &type, &stack, &construct},
        [](const std::string* pattern) { return pattern->empty() || *pattern == "*"; });
}

bool ExceptionScope::covers(const Verdict& verdict) const {
    if (!document.empty() && document != verdict.target.document) return false;
    if (!id.empty() && id != verdict.target.id) return false;
    if (!construct.empty() && !is_below(verdict.target.construct_path, construct)) return false;
    if (!pattern.matches(verdict.target)) return false;
    if (place.source == nullptr) return true;
    if (place.source != verdict.location.source) return false;
    const source::Span span = verdict.location.span;
    if (span.begin >= place.span.begin && span.begin < std::max(place.span.end, place.span.begin + 1)) return true;
    if (line == 0) return false;
    const source::LineIndex& lines = place.source->lines();
    const auto holds_line = [&](source::Span lines_of) {
        const std::uint32_t last = std::max(lines_of.begin + 1, lines_of.end) - 1;
        return lines.position(lines_of.begin).line <= line && line <= lines.position(last).line;
    };
    return holds_line(span) || (verdict.extent.end > verdict.extent.begin && holds_line(verdict.extent));
}

NameAndReason split_reason(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    text = trimmed(text, blank);
    const std::size_t end = text.find_first_of(blank);
    if (end == std::string_view::npos) return {text, {}};
    std::string_view reason = text.substr(end);
    reason.remove_prefix(std::min(reason.find_first_not_of(" \t\r\n-:"), reason.size()));
    return {text.substr(0, end), trimmed(reason, blank)};
}

void invalidate(Exception& exception, base::Text why) {
    exception.state = ExceptionState::invalid;
    exception.why = std::move(why);
}

}  // namespace csr::policy
