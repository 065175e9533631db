#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "source/source.hpp"

namespace csr::syntax {

/// What a node is. Plain YAML scalars are classified by the YAML 1.2 core schema; JSON by its grammar.
enum class NodeKind : std::uint8_t { null, boolean, integer, floating, string, sequence, mapping, alias };

/// How a node was written.
enum class Style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded, flow, block };

/// One node of a tree, in document order: a node's descendants follow it directly, `next` is the index behind the last
/// of them. A mapping's children are key, value, key, value ...
struct Node {
    NodeKind kind = NodeKind::null;
    Style style = Style::plain;
    std::uint16_t tag = 0;         ///< index into Tree::tags(); 0 is "no tag"
    std::uint32_t begin = 0;       ///< first byte, with quotes or the bracket, without tag and anchor
    std::uint32_t end = 0;         ///< behind the last byte
    std::uint32_t next = 0;        ///< index of the node behind this one's subtree
    std::uint32_t text_begin = 0;  ///< scalar: see Tree::text; alias: index of the node it stands for
    std::uint32_t size = 0;        ///< scalar: bytes of text; sequence: items; mapping: pairs
};
static_assert(sizeof(Node) == 24);

/// A place where a document breaks its language's rules.
struct SyntaxError {
    source::Span span;
    base::Text message;
    base::Text hint;         ///< may be empty
    bool tolerated = false;  ///< common parsers accept this, and the tree has everything
};

/// A key that stands twice in one mapping; the later value is the one that counts for every consumer we know.
/// The first of several is `first` for all the others.
struct DuplicateKey {
    std::uint32_t first;   ///< key node
    std::uint32_t second;  ///< key node
};

/// A comment with its marker, in document order.
struct Comment {
    source::Span span;
};

/// A node with an anchor.
struct Anchor {
    std::uint32_t node;
    source::Span span;  ///< with the '&'
};

class NodeRef;

/// A located tree: nodes with byte offsets into a Source, which outlives it. After a syntax error the tree holds
/// everything before the error, with the containers that were open there closed.
class Tree {
  public:
    explicit Tree(const source::Source& source) : source_(&source), containers_(std::make_unique<Containers>()) {
        tags_.emplace_back();
    }

    [[nodiscard]] const source::Source& source() const { return *source_; }
    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    [[nodiscard]] const Node& node(std::uint32_t index) const { return nodes_[index]; }
    /// The root nodes, one per document of the stream. Empty for an empty file.
    [[nodiscard]] const std::vector<std::uint32_t>& documents() const { return documents_; }
    /// The first document's root; invalid for an empty file.
    [[nodiscard]] NodeRef root() const;
    /// The decoded text of a scalar (escapes resolved, block scalars folded), a view into the source where nothing had
    /// to be decoded. Empty for containers.
    [[nodiscard]] std::string_view text(const Node& node) const {
        if (node.kind >= NodeKind::sequence) return {};
        // Decoded text is addressed behind the end of the source.
        const auto limit = static_cast<std::uint32_t>(source_->bytes().size());
        if (node.text_begin >= limit && node.size > 0)
            return std::string_view(decoded_).substr(node.text_begin - limit, node.size);
        return source_->bytes().substr(node.text_begin < limit ? node.text_begin : limit, node.size);
    }
    /// Tags as written after resolution of shorthands where they are standard: "!Ref", "tag:yaml.org,2002:str", ...
    [[nodiscard]] const std::vector<std::string>& tags() const { return tags_; }
    [[nodiscard]] const std::vector<SyntaxError>& errors() const { return errors_; }
    [[nodiscard]] const std::vector<DuplicateKey>& duplicates() const { return duplicates_; }
    [[nodiscard]] const std::vector<Comment>& comments() const { return comments_; }
    [[nodiscard]] const std::vector<Anchor>& anchors() const { return anchors_; }
    /// The container that holds the node directly; the node itself for a root. Worked out for all nodes of a finished
    /// tree when first asked, by any thread.
    [[nodiscard]] std::uint32_t parent(std::uint32_t node) const { return containers().parents[node]; }
    /// The key of the pair whose key or value the node is; the node itself when it is neither.
    [[nodiscard]] std::uint32_t key_of(std::uint32_t node) const { return containers().keys[node]; }

  private:
    friend class TreeBuilder;
    struct Containers {
        std::once_flag once;
        std::vector<std::uint32_t> parents;
        std::vector<std::uint32_t> keys;
    };
    [[nodiscard]] const Containers& containers() const;
    const source::Source* source_;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> documents_;
    std::string decoded_;
    std::vector<std::string> tags_;
    std::vector<SyntaxError> errors_;
    std::vector<DuplicateKey> duplicates_;
    std::vector<Comment> comments_;
    std::vector<Anchor> anchors_;
    std::unique_ptr<Containers> containers_;  ///< stays where it is when the tree moves
};

/// One node, as a value to pass around; 16 bytes. An alias is followed by every accessor except `span` and `index`, so
/// that a reader sees the value and a finding sees the place of use.
class NodeRef {
  public:
    NodeRef() = default;
    NodeRef(const Tree& tree, std::uint32_t index) : tree_(&tree), index_(index) {}

    [[nodiscard]] bool valid() const { return tree_ != nullptr; }
    explicit operator bool() const { return valid(); }
    [[nodiscard]] const Tree& tree() const { return *tree_; }
    [[nodiscard]] std::uint32_t index() const { return index_; }
    [[nodiscard]] source::Span span() const { return {tree_->node(index_).begin, tree_->node(index_).end}; }

    [[nodiscard]] NodeKind kind() const { return target().kind; }
    [[nodiscard]] Style style() const { return target().style; }
    [[nodiscard]] bool is_mapping() const { return kind() == NodeKind::mapping; }
    [[nodiscard]] bool is_sequence() const { return kind() == NodeKind::sequence; }
    [[nodiscard]] bool is_scalar() const { return kind() < NodeKind::sequence; }
    [[nodiscard]] bool is_string() const { return kind() == NodeKind::string; }
    [[nodiscard]] bool is_null() const { return kind() == NodeKind::null; }
    /// The decoded text of a scalar.
    [[nodiscard]] std::string_view text() const { return tree_->text(target()); }
    /// The tag with its marker, e.g. "!Sub"; empty without one.
    [[nodiscard]] std::string_view tag() const { return tree_->tags()[target().tag]; }
    /// Items of a sequence, pairs of a mapping; 0 for a scalar.
    [[nodiscard]] std::uint32_t size() const { return is_scalar() ? 0 : target().size; }

    /// The item at `position` of a sequence in O(position); invalid past the end.
    [[nodiscard]] NodeRef at(std::uint32_t position) const;
    /// The value under a scalar key with the text `key`, the last one where the key stands twice; invalid when there is
    /// none or this is no mapping. Linear in the number of pairs.
    [[nodiscard]] NodeRef find(std::string_view key) const;
    /// The key node of that pair.
    [[nodiscard]] NodeRef find_key(std::string_view key) const;

    struct Pair;
    class Items;
    class Pairs;
    /// The items of a sequence, for a range-based for; empty for anything else.
    [[nodiscard]] Items items() const;
    /// The pairs of a mapping, for a range-based for; empty for anything else.
    [[nodiscard]] Pairs pairs() const;

    bool operator==(const NodeRef&) const = default;

  private:
    [[nodiscard]] std::uint32_t target_index() const {
        const Node& node = tree_->node(index_);
        return node.kind == NodeKind::alias ? node.text_begin : index_;  // the parser never makes an alias of an alias
    }
    [[nodiscard]] const Node& target() const { return tree_->node(target_index()); }

    const Tree* tree_ = nullptr;
    std::uint32_t index_ = 0;
};

struct NodeRef::Pair {
    NodeRef key;
    NodeRef value;
};

class NodeRef::Items {
  public:
    class Iterator {
      public:
        Iterator(const Tree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
        NodeRef operator*() const { return {*tree_, index_}; }
        Iterator& operator++() {
            index_ = tree_->node(index_).next;
            return *this;
        }
        bool operator==(const Iterator&) const = default;

      private:
        const Tree* tree_;
        std::uint32_t index_;
    };
    Items(const Tree* tree, std::uint32_t first, std::uint32_t last) : tree_(tree), first_(first), last_(last) {}
    [[nodiscard]] Iterator begin() const { return {tree_, first_}; }
    [[nodiscard]] Iterator end() const { return {tree_, last_}; }

  private:
    const Tree* tree_;
    std::uint32_t first_;
    std::uint32_t last_;
};

class NodeRef::Pairs {
  public:
    class Iterator {
      public:
        Iterator(const Tree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
        Pair operator*() const { return {{*tree_, index_}, {*tree_, tree_->node(index_).next}}; }
        Iterator& operator++() {
            index_ = tree_->node(tree_->node(index_).next).next;
            return *this;
        }
        bool operator==(const Iterator&) const = default;

      private:
        const Tree* tree_;
        std::uint32_t index_;
    };
    Pairs(const Tree* tree, std::uint32_t first, std::uint32_t last) : tree_(tree), first_(first), last_(last) {}
    [[nodiscard]] Iterator begin() const { return {tree_, first_}; }
    [[nodiscard]] Iterator end() const { return {tree_, last_}; }

  private:
    const Tree* tree_;
    std::uint32_t first_;
    std::uint32_t last_;
};

inline NodeRef Tree::root() const { return documents_.empty() ? NodeRef() : NodeRef(*this, documents_.front()); }

inline NodeRef::Items NodeRef::items() const {
    const std::uint32_t index = target_index();
    const Node& node = tree_->node(index);
    return node.kind == NodeKind::sequence ? Items(tree_, index + 1, node.next) : Items(tree_, 0, 0);
}

inline NodeRef::Pairs NodeRef::pairs() const {
    const std::uint32_t index = target_index();
    const Node& node = tree_->node(index);
    return node.kind == NodeKind::mapping ? Pairs(tree_, index + 1, node.next) : Pairs(tree_, 0, 0);
}

/// What a parser refuses to go beyond; reaching a limit is reported as a syntax error at that place.
struct Limits {
    std::uint32_t bytes = 256U << 20U;            ///< of one file
    std::uint32_t depth = 512;                    ///< of nesting
    std::uint32_t nodes = 32U << 20U;             ///< of one file
    std::uint64_t expanded_nodes = 64ULL << 20U;  ///< of one file with every alias replaced by what it stands for
};

/// Reads JSON (RFC 8259; a byte-order mark is accepted). Never fails as a whole: see Tree::errors.
[[nodiscard]] Tree parse_json(const source::Source& source, const Limits& limits = {});
/// Reads a YAML 1.2 stream, as lenient as PyYAML where users' files need it. Never fails as a whole: see Tree::errors.
[[nodiscard]] Tree parse_yaml(const source::Source& source, const Limits& limits = {});

/// A short text form for tests, one line: {"key": [1, null, !Ref "name"]}; documents are separated by " --- ", an alias
/// is '*' and the pointer of what it stands for.
[[nodiscard]] std::string dump(const Tree& tree);

/// The route from the document's root to `node` as a JSON Pointer (RFC 6901), e.g. "/Resources/Bucket/Type". O(depth *
/// width). A key has the pointer of its pair.
[[nodiscard]] std::string pointer(const Tree& tree, std::uint32_t node);
/// The node under a JSON Pointer, from `from` on; invalid when there is none.
[[nodiscard]] NodeRef resolve_pointer(NodeRef from, std::string_view pointer);

}  // namespace csr::syntax
