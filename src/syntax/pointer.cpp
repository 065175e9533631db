#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "syntax/node.hpp"

namespace csr::syntax {

namespace {

void append_token(std::string& pointer, std::string_view key) {
    pointer.push_back('/');
    for (const char byte : key) {
        if (byte == '~') {
            pointer += "~0";
        } else if (byte == '/') {
            pointer += "~1";
        } else {
            pointer.push_back(byte);
        }
    }
}

std::string unescape(std::string_view token) {
    std::string key;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escaped = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
        if (escaped) ++i;
        key.push_back(escaped ? (token[i] == '0' ? '~' : '/') : token[i]);
    }
    return key;
}

std::optional<std::uint32_t> index_of(std::string_view token) {
    if (token.empty() || (token.size() > 1 && token.front() == '0')) return std::nullopt;
    std::uint32_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (error != std::errc() || end != token.data() + token.size()) return std::nullopt;
    return index;
}

/// The text of a key in a pointer. A key that is a collection stands there as it is written.
std::string_view key_text(const Tree& tree, std::uint32_t key) {
    const NodeRef reference(tree, key);
    if (reference.is_scalar()) return reference.text();
    const source::Span span = reference.span();
    return tree.source().bytes().substr(span.begin, span.end - span.begin);
}

/// Steps from the container `at` to the child whose subtree holds `node`; a key stands for its pair, which is the end.
std::uint32_t step(const Tree& tree, std::uint32_t at, std::uint32_t node, std::string& pointer) {
    const bool mapping = tree.node(at).kind == NodeKind::mapping;
    std::uint32_t child = at + 1;
    for (std::uint32_t position = 0;; ++position) {
        const std::uint32_t key = child;
        if (mapping) child = tree.node(key).next;
        if (node < tree.node(child).next) {
            append_token(pointer, mapping ? key_text(tree, key) : std::to_string(position));
            return mapping && node < child ? node : child;
        }
        child = tree.node(child).next;
    }
}

NodeRef child_of(NodeRef node, std::string_view token) {
    if (node.is_mapping()) return node.find(unescape(token));
    if (!node.is_sequence()) return {};
    const auto index = index_of(token);
    return index ? node.at(*index) : NodeRef();
}

}  // namespace

std::string pointer(const Tree& tree, std::uint32_t node) {
    std::string pointer;
    std::uint32_t at = node;
    for (const std::uint32_t root : tree.documents()) {
        if (node >= root && node < tree.node(root).next) at = root;
    }
    while (at != node) at = step(tree, at, node, pointer);
    return pointer;
}

NodeRef resolve_pointer(NodeRef from, std::string_view pointer) {
    if (!pointer.empty() && pointer.front() != '/') return {};
    while (from && !pointer.empty()) {
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        from = child_of(from, pointer.substr(0, end));
        pointer.remove_prefix(end);
    }
    return from;
}

}  // namespace csr::syntax
