#pragma once

#include <fmt/format.h>
#include <string>

#include "syntax/node.hpp"
#include "syntax/utf8.hpp"

namespace csr::test {

/// Checks what must be true of every tree, however broken its source is; says what is not, or nothing.
class TreeInvariants {
  public:
    explicit TreeInvariants(const syntax::Tree& tree) : tree_(tree), bytes_(tree.source().bytes().size()) {}

    std::string broken() {
        documents();
        for (std::uint32_t at = 0; at < count() && broken_.empty(); ++at) node(at);
        for (const auto& error : tree_.errors()) {
            check(error.span.begin <= error.span.end && error.span.end <= bytes_, "the span of an error", 0);
            check(!error.message.en.empty() && !error.message.ja.empty(), "the message of an error", 0);
            check(error.hint.en.empty() == error.hint.ja.empty(), "the hint of an error", 0);
        }
        for (const auto& pair : tree_.duplicates()) {
            check(pair.first < pair.second && pair.second < count(), "a duplicate key", pair.first);
            if (broken_.empty())
                check(text(pair.first) == text(pair.second), "the text of a duplicate key", pair.first);
        }
        for (const auto& comment : tree_.comments()) {
            check(comment.span.begin < comment.span.end && comment.span.end <= bytes_, "the span of a comment", 0);
        }
        for (const auto& anchor : tree_.anchors()) check(anchor.node < count(), "the node of an anchor", anchor.node);
        return broken_;
    }

  private:
    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(tree_.nodes().size()); }
    [[nodiscard]] std::string_view text(std::uint32_t at) const { return syntax::NodeRef(tree_, at).text(); }

    void check(bool good, std::string_view what, std::uint32_t at) {
        if (!good && broken_.empty()) broken_ = fmt::format("{} (node {})", what, at);
    }

    void documents() {
        std::uint32_t behind = 0;
        for (const std::uint32_t root : tree_.documents()) {
            check(root == behind && root < count(), "a document does not follow the one before", root);
            if (!broken_.empty()) return;
            behind = tree_.node(root).next;
        }
        check(behind == count(), "nodes outside of documents", behind);
    }

    void node(std::uint32_t at) {
        const syntax::Node& node = tree_.node(at);
        check(node.begin <= node.end && node.end <= bytes_, "the span", at);
        check(node.next > at && node.next <= count(), "next", at);
        check(node.tag < tree_.tags().size(), "the tag", at);
        if (!broken_.empty()) return;
        if (node.kind == syntax::NodeKind::alias) return alias(at, node);
        if (node.kind == syntax::NodeKind::sequence || node.kind == syntax::NodeKind::mapping)
            return children(at, node);
        check(node.next == at + 1, "a scalar with descendants", at);
        const std::string_view value = tree_.text(node);
        check(value.size() == node.size, "the size of the text", at);
        check(syntax::valid_utf8_prefix(value) == value.size(), "UTF-8", at);
    }

    void alias(std::uint32_t at, const syntax::Node& node) {
        check(node.next == at + 1 && node.text_begin < at, "the target of an alias", at);
        if (!broken_.empty()) return;
        const syntax::Node& target = tree_.node(node.text_begin);
        check(target.kind != syntax::NodeKind::alias && target.next <= at, "an alias to an alias or to what it is in",
              at);
    }

    void children(std::uint32_t at, const syntax::Node& node) {
        std::uint32_t children = 0;
        std::uint32_t begin = node.begin;
        std::uint32_t child = at + 1;
        for (; child < node.next; child = tree_.node(child).next, ++children) {
            const syntax::Node& inner = tree_.node(child);
            check(inner.begin >= begin && inner.end <= node.end, "a child's span", child);
            check(inner.next > child, "next", child);
            if (!broken_.empty()) return;
            begin = inner.end;
        }
        check(child == node.next, "the last child", at);
        const bool mapping = node.kind == syntax::NodeKind::mapping;
        check(children == node.size * (mapping ? 2U : 1U), "the number of children", at);
    }

    const syntax::Tree& tree_;
    std::size_t bytes_;
    std::string broken_;
};

/// What is wrong with `tree`; empty when nothing is.
inline std::string broken_invariant(const syntax::Tree& tree) { return TreeInvariants(tree).broken(); }

}  // namespace csr::test
