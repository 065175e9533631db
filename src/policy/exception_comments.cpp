#include "policy/exception_comments.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/search.hpp"
#include "policy/location.hpp"
#include "syntax/typescript.hpp"

namespace csr::policy {

namespace {

constexpr std::string_view blank = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

/// A comment's words, without its marker.
std::string_view content_of(std::string_view comment) {
    if (comment.starts_with("/*") && comment.ends_with("*/") && comment.size() >= 4) {
        comment.remove_suffix(2);
        comment.remove_prefix(2);
    }
    while (!comment.empty() && (comment.front() == '#' || comment.front() == '/' || comment.front() == '*'))
        comment.remove_prefix(1);
    return trimmed(comment);
}

/// Calls `use` for each part of `list` between commas.
template <class Use>
void for_each_name(std::string_view list, const Use& use) {
    while (true) {
        const std::size_t comma = list.find(',');
        const std::string_view name = trimmed(list.substr(0, comma));
        if (!name.empty()) use(name);
        if (comma == std::string_view::npos) return;
        list.remove_prefix(comma + 1);
    }
}

/// What a comment says: whose it is, what it names, why.
struct Said {
    std::string_view peer;
    std::string_view names;  ///< joined by commas
    std::string_view reason;
    bool malformed = false;
};

std::optional<Said> read_own(std::string_view content) {
    constexpr std::string_view mark = "csr-lint:";
    if (!content.starts_with(mark)) return std::nullopt;
    const NameAndReason verb = split_reason(content.substr(mark.size()));
    Said said;
    said.malformed = verb.name != "allow" || verb.reason.empty();
    const NameAndReason rest = split_reason(verb.reason);
    said.names = rest.name;
    said.reason = rest.reason;
    return said;
}

/// `zizmor: ignore[a, b] reason`.
std::optional<Said> read_zizmor(std::string_view content) {
    constexpr std::string_view mark = "zizmor:";
    if (!content.starts_with(mark)) return std::nullopt;
    content = trimmed(content.substr(mark.size()));
    constexpr std::string_view open = "ignore[";
    const std::size_t close = content.find(']');
    if (!content.starts_with(open) || close == std::string_view::npos) return std::nullopt;
    return Said{"zizmor", content.substr(open.size(), close - open.size()), trimmed(content.substr(close + 1)), false};
}

/// `checkov:skip=ID:reason` and `trivy:ignore:ID`.
std::optional<Said> read_skip(std::string_view content, std::string_view peer, std::string_view mark) {
    if (!content.starts_with(mark)) return std::nullopt;
    content.remove_prefix(mark.size());
    const std::size_t end = content.find_first_of(": \t");
    if (end == std::string_view::npos) return Said{peer, trimmed(content), {}, false};
    return Said{peer, trimmed(content.substr(0, end)), trimmed(content.substr(end + 1)), false};
}

std::optional<Said> read_comment(std::string_view content) {
    if (auto own = read_own(content)) return own;
    if (auto zizmor = read_zizmor(content)) return zizmor;
    if (auto checkov = read_skip(content, "checkov", "checkov:skip=")) return checkov;
    return read_skip(content, "trivy", "trivy:ignore:");
}

/// The 1-based line a comment is about: its own when something stands before it there, else the next one that is more
/// than a comment; 0 when there is none.
std::uint32_t line_meant(const source::Source& source, source::Span comment) {
    const source::LineIndex& lines = source.lines();
    std::uint32_t line = lines.position(comment.begin).line;
    const std::uint32_t start = lines.line_start(line);
    if (!trimmed(source.bytes().substr(start, comment.begin - start)).empty()) return line;
    line = lines.position(comment.end).line;
    while (++line <= lines.line_count()) {
        const std::string_view text = trimmed(lines.line(line));
        const bool only_comment = text.empty() || text.front() == '#' || text.starts_with("//") ||
                                  text.starts_with("/*") || text.starts_with("* ");
        if (!only_comment) return line;
    }
    return 0;
}

/// Makes the exceptions that one comment says; `construct` finds what begins on a line.
template <class Construct>
void add_comment(const source::Source& source, source::Span span, const Construct& construct,
                 std::vector<WrittenException>& found) {
    const std::optional<Said> said = read_comment(content_of(source.bytes().substr(span.begin, span.end - span.begin)));
    if (!said) return;
    WrittenException written;
    Exception& exception = written.exception;
    exception.origin = ExceptionOrigin::comment;
    exception.peer = said->peer;
    exception.reason = said->reason;
    exception.location = {&source, span};
    const std::uint32_t line = line_meant(source, span);
    const source::Span scope = line == 0 ? source::Span{} : construct(line);
    const auto nowhere = static_cast<std::uint32_t>(source.bytes().size());
    written.scope.place = {&source, scope.begin == scope.end ? source::Span{nowhere, nowhere} : scope};
    if (said->peer == "zizmor") written.scope.line = source.lines().position(span.begin).line;
    exception.target = fmt::format("{}:{}", source.path(), line);
    if (said->malformed) {
        exception.subject = said->names;
        invalidate(exception, {"a comment of csr-lint reads `csr-lint: allow NAME reason`",
                               "csr-lint のコメントは `csr-lint: allow 名前 理由` と書きます"});
        found.push_back(std::move(written));
        return;
    }
    if (said->peer.empty() && scope.begin == scope.end)
        invalidate(exception, {"nothing begins where the comment stands", "コメントの位置に対象がありません"});
    for_each_name(said->names, [&](std::string_view name) {
        WrittenException one = written;
        one.exception.subject = name;
        found.push_back(std::move(one));
    });
}

/// The entry of a section (Resources/NAME, jobs/NAME) around byte `at`: from its key to the next one. Empty when there
/// is none.
source::Span entry_around(const syntax::Tree& tree, std::uint32_t at) {
    const syntax::NodeRef root = tree.root();
    if (!root.valid()) return {};
    source::Span found{};
    for (const syntax::NodeRef::Pair section : root.pairs()) {
        if (section.key.span().begin > at) break;
        found = {};
        for (const syntax::NodeRef::Pair entry : section.value.pairs()) {
            if (found.begin != found.end) found.end = entry.key.span().begin;
            if (entry.key.span().begin > at) break;
            found = {entry.key.span().begin, std::max(entry.value.span().end, at)};
        }
    }
    return found;
}

/// The span of a key with its value.
source::Span pair_span(const syntax::Tree& tree, std::uint32_t key) {
    const std::uint32_t value = tree.node(key).next;
    return {tree.node(key).begin, std::max(tree.node(key).end, tree.node(value).end)};
}

bool is_item(const syntax::Tree& tree, std::uint32_t node) {
    return tree.parent(node) != node && tree.node(tree.parent(node)).kind == syntax::NodeKind::sequence;
}

}  // namespace

source::Span construct_on_line(const syntax::Tree& tree, std::uint32_t line) {
    const source::LineIndex& lines = tree.source().lines();
    const std::uint32_t begin = lines.line_start(line);
    const std::uint32_t end = lines.line_start(line + 1);
    const std::vector<syntax::Node>& nodes = tree.nodes();
    const auto first = std::ranges::lower_bound(nodes, begin, {}, &syntax::Node::begin);
    if (first == nodes.end() || first->begin >= std::max(end, begin + 1)) return {};
    auto index = static_cast<std::uint32_t>(first - nodes.begin());
    // A list or a mapping begins with its first item or pair, and that is what is meant.
    while (tree.node(index).kind == syntax::NodeKind::sequence && tree.node(index).style == syntax::Style::block)
        ++index;
    const syntax::Node& node = tree.node(index);
    const bool pairs = node.kind == syntax::NodeKind::mapping && node.style == syntax::Style::block && node.size > 0;
    if (pairs && !is_item(tree, index)) return pair_span(tree, index + 1);
    if (node.kind < syntax::NodeKind::sequence) {
        const bool in_mapping = tree.node(tree.parent(index)).kind == syntax::NodeKind::mapping;
        if (in_mapping && tree.key_of(index) == index) return pair_span(tree, index);
    }
    return {node.begin, node.end};
}

bool may_hold_exceptions(std::string_view bytes) {
    constexpr std::array<std::string_view, 4> marks{"csr-lint:", "zizmor:", "checkov:skip=", "trivy:ignore:"};
    return std::ranges::any_of(marks, [&](std::string_view mark) { return base::contains(bytes, mark); });
}

void collect_comments(const syntax::Tree& tree, std::vector<WrittenException>& found) {
    const auto construct = [&](std::uint32_t line) { return construct_on_line(tree, line); };
    for (const syntax::Comment& comment : tree.comments()) {
        const std::size_t before = found.size();
        add_comment(tree.source(), comment.span, construct, found);
        for (std::size_t index = before; index < found.size(); ++index) {
            const std::string& peer = found[index].exception.peer;
            if (peer != "checkov" && peer != "trivy") continue;  // these stand anywhere in what they are about
            if (const source::Span entry = entry_around(tree, comment.span.begin); entry.begin != entry.end)
                found[index].scope.place.span = entry;
        }
    }
}

void collect_typescript_comments(const source::Source& source, std::vector<WrittenException>& found) {
    const std::optional<syntax::TypeScriptFile> file = syntax::TypeScriptFile::parse(source);
    if (!file) return;
    const auto construct = [&](std::uint32_t line) { return file->construct_on_line(line); };
    for (const source::Span comment : file->comments()) add_comment(source, comment, construct, found);
}

}  // namespace csr::policy
