#include "model/workflow/expression_flow.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "base/stable_sort.hpp"

namespace csr::model {

namespace {

using Kind = ExpressionKind;

/// The part that a node adds to the path of what it reads from; empty when the node reads from nothing.
std::string part_of(const Expression& expression, const ExpressionNode& node) {
    if (node.kind == Kind::property) return lower_case(node.text);
    const ExpressionNode& index = expression.node(node.children.back());
    return node.kind == Kind::index && index.kind == Kind::string ? lower_case(index.text) : "*";
}

bool reads_member(const ExpressionNode& node) {
    return node.kind == Kind::property || node.kind == Kind::index || node.kind == Kind::every;
}

/// The path that ends at `top`; no parts when it does not begin at a context.
ContextPath path_at(const Expression& expression, std::uint32_t top) {
    ContextPath path{{}, expression.node(top).begin, expression.node(top).end, top};
    const ExpressionNode* node = &expression.node(top);
    for (; reads_member(*node); node = &expression.node(node->children.front()))
        path.parts.push_back(part_of(expression, *node));
    if (node->kind != Kind::name) return {};
    path.parts.push_back(lower_case(node->text));
    std::reverse(path.parts.begin(), path.parts.end());
    return path;
}

// Their results say something about their arguments without holding them.
constexpr std::array<std::string_view, 8> opaque_functions = {"contains", "startswith", "endswith", "hashfiles",
                                                              "success",  "failure",    "always",   "cancelled"};

bool is_opaque(const ExpressionNode& call) {
    return std::find(opaque_functions.begin(), opaque_functions.end(), lower_case(call.text)) != opaque_functions.end();
}

/// The children whose values can become part of the node's value.
std::vector<std::uint32_t> sources_of(const ExpressionNode& node) {
    switch (node.kind) {
        case Kind::property:
        case Kind::index:
        case Kind::every:
            return {node.children.front()};
        case Kind::logical_and:  // the left one only when it is false, and then it says nothing
            return {node.children.back()};
        case Kind::logical_or:
            return node.children;
        case Kind::call:
            break;
        default:
            return {};
    }
    if (is_opaque(node)) return {};
    if (lower_case(node.text) != "case") return node.children;
    std::vector<std::uint32_t> values;  // case(condition, value, condition, value, otherwise)
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i % 2 == 1 || i + 1 == node.children.size()) values.push_back(node.children[i]);
    }
    return values;
}

void in_order_of_text(std::vector<ContextPath>& paths) {
    base::stable_sort(paths, [](const ContextPath& path) { return std::tuple(path.begin, path.end); });
}

}  // namespace

std::string ContextPath::to_string() const {
    std::string text;
    for (const std::string& part : parts) text.append(text.empty() ? "" : ".").append(part);
    return text;
}

std::vector<ContextPath> context_paths(const Expression& expression) {
    std::vector<ContextPath> paths;
    if (!expression.valid()) return paths;
    const std::size_t count = expression.nodes().size();
    std::vector<char> inner(count, 0);  // read from by a node that reads a member
    for (const ExpressionNode& node : expression.nodes()) {
        if (reads_member(node)) inner[node.children.front()] = 1;
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        if (inner[i] != 0) continue;
        ContextPath path = path_at(expression, i);
        if (!path.parts.empty()) paths.push_back(std::move(path));
    }
    in_order_of_text(paths);
    return paths;
}

std::vector<ContextPath> flowing_paths(const Expression& expression) {
    std::vector<ContextPath> paths;
    if (!expression.valid()) return paths;
    std::vector<std::uint32_t> open = {expression.root()};
    while (!open.empty()) {
        const std::uint32_t index = open.back();
        open.pop_back();
        ContextPath path = path_at(expression, index);
        if (!path.parts.empty()) {
            paths.push_back(std::move(path));
            continue;
        }
        for (const std::uint32_t source : sources_of(expression.node(index))) open.push_back(source);
    }
    in_order_of_text(paths);
    return paths;
}

}  // namespace csr::model
