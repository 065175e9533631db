#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "syntax/duplicate_keys.hpp"
#include "syntax/node.hpp"

namespace csr::syntax {

/// Fills a Tree in document order. The parsers share it; nobody else needs it.
class TreeBuilder {
  public:
    explicit TreeBuilder(const source::Source& source)
        : tree_(source), source_size_(static_cast<std::uint32_t>(source.bytes().size())) {
        // Files of all kinds have about one node per ten to twenty bytes.
        tree_.nodes_.reserve(source.bytes().size() / 16 + 16);
    }

    [[nodiscard]] const Tree& tree() const { return tree_; }
    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(tree_.nodes_.size()); }
    [[nodiscard]] Node& node(std::uint32_t index) { return tree_.nodes_[index]; }

    /// Adds a node without descendants.
    std::uint32_t add(Node node) {
        const std::uint32_t index = count();
        node.next = index + 1;
        tree_.nodes_.push_back(node);
        return index;
    }
    /// Sets the end of a container's subtree to the last node so far.
    void close(std::uint32_t index, std::uint32_t end) {
        Node& container = node(index);
        container.end = end;
        container.next = count();
        if (container.kind == NodeKind::mapping && container.size > 1) {
            duplicate_keys_.find(tree_, index, tree_.duplicates_);
        }
    }
    /// Puts `node` in front of the subtree at `index`, which is the last one so far and becomes its first child.
    void wrap(std::uint32_t index, Node node);
    /// Forgets all nodes from `index` on.
    void truncate(std::uint32_t index) { tree_.nodes_.resize(index); }

    void add_document(std::uint32_t root) { tree_.documents_.push_back(root); }
    void add_comment(source::Span span) { tree_.comments_.push_back({span}); }
    void add_anchor(Anchor anchor) { tree_.anchors_.push_back(anchor); }
    void add_error(SyntaxError error) { tree_.errors_.push_back(std::move(error)); }

    /// Decoded text; what is appended from `decoded_begin` on belongs to one scalar.
    [[nodiscard]] std::string& decoded() { return tree_.decoded_; }
    /// Where text appended to `decoded` from now on begins, as Node::text_begin states it.
    [[nodiscard]] std::uint32_t decoded_begin() const {
        return source_size_ + static_cast<std::uint32_t>(tree_.decoded_.size());
    }

    /// The tags so far; the index of a tag is what Node::tag holds.
    [[nodiscard]] std::vector<std::string>& tags() { return tree_.tags_; }

    /// The finished tree; the builder must not be used afterwards.
    [[nodiscard]] Tree take();

  private:
    Tree tree_;
    std::uint32_t source_size_;
    DuplicateKeys duplicate_keys_;
};

}  // namespace csr::syntax
