#include "model/workflow/untrusted_input.hpp"

#include <array>

namespace csr::model {

namespace {

using Kind = ExpressionKind;

// What the payloads hold that people without any right on the repository write (GitHub, "Secure use reference").
constexpr std::array<std::string_view, 20> untrusted = {
    "github.event.issue.title",
    "github.event.issue.body",
    "github.event.pull_request.title",
    "github.event.pull_request.body",
    "github.event.pull_request.head.ref",
    "github.event.pull_request.head.label",
    "github.event.pull_request.head.repo.default_branch",
    "github.event.comment.body",
    "github.event.review.body",
    "github.event.review_comment.body",
    "github.event.discussion.title",
    "github.event.discussion.body",
    "github.event.pages.*.page_name",
    "github.event.commits.*.message",
    "github.event.commits.*.author.email",
    "github.event.commits.*.author.name",
    "github.event.head_commit.message",
    "github.event.head_commit.author.email",
    "github.event.head_commit.author.name",
    "github.head_ref",
};

/// Whether a node reads the part of an object; `*` is an item of a list.
bool reads(const Expression& expression, const ExpressionNode& node, std::string_view part) {
    if (node.kind == Kind::every) return true;
    if (node.kind == Kind::property) return lower_case(node.text) == part;
    const ExpressionNode& index = expression.node(node.children.back());
    if (index.kind == Kind::string) return lower_case(index.text) == part;
    return part == "*";
}

/// Whether the chain of reads that ends at `top` is the path.
bool matches(const Expression& expression, std::uint32_t top, std::string_view path) {
    const ExpressionNode* node = &expression.node(top);
    while (node->kind != Kind::name) {
        const std::size_t dot = path.rfind('.');
        if (dot == std::string_view::npos || !reads(expression, *node, path.substr(dot + 1))) return false;
        path = path.substr(0, dot);
        node = &expression.node(node->children.front());
    }
    return lower_case(node->text) == path;
}

}  // namespace

std::string_view untrusted_path(const Expression& expression, const ContextPath& read) {
    for (const std::string_view path : untrusted) {
        if (matches(expression, read.node, path)) return path;
    }
    return {};
}

std::vector<UntrustedRead> untrusted_reads(const Expression& expression) {
    std::vector<UntrustedRead> found;
    for (const ContextPath& read : flowing_paths(expression)) {
        const std::string_view path = untrusted_path(expression, read);
        if (!path.empty()) found.push_back({read.begin, read.end, std::string(path)});
    }
    return found;
}

}  // namespace csr::model
