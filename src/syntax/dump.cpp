#include <fmt/format.h>
#include <string>

#include "syntax/node.hpp"

namespace csr::syntax {

namespace {

void append_quoted(std::string& out, std::string_view text) {
    out.push_back('"');
    for (const char byte : text) {
        if (byte == '\n') {
            out += "\\n";
        } else if (byte == '\t') {
            out += "\\t";
        } else if (byte == '"' || byte == '\\') {
            out.push_back('\\');
            out.push_back(byte);
        } else if (static_cast<unsigned char>(byte) < 0x20U) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
        } else {
            out.push_back(byte);
        }
    }
    out.push_back('"');
}

void append_scalar(std::string& out, const Tree& tree, const Node& node) {
    if (node.kind == NodeKind::string) {
        append_quoted(out, tree.text(node));
    } else if (node.kind == NodeKind::alias) {
        out += fmt::format("*{}", pointer(tree, node.text_begin));
    } else {
        out += node.kind == NodeKind::null ? std::string_view("null") : tree.text(node);
    }
}

/// Writes a tree node by node; `closing` holds the open containers, so deep trees need no deep stack.
class Dump {
  public:
    explicit Dump(const Tree& tree) : tree_(tree) {}

    void document(std::uint32_t root) {
        for (std::uint32_t at = root; at < tree_.node(root).next; ++at) {
            close_until(at);
            separate();
            node(at);
        }
        close_until(tree_.node(root).next);
    }

    [[nodiscard]] std::string take() { return std::move(out_); }
    void next_document() { out_ += " --- "; }

  private:
    struct Open {
        std::uint32_t next;
        bool mapping;
        std::uint32_t children;
    };

    void close_until(std::uint32_t at) {
        while (!open_.empty() && open_.back().next <= at) {
            out_.push_back(open_.back().mapping ? '}' : ']');
            open_.pop_back();
        }
    }

    void separate() {
        if (open_.empty()) return;
        Open& parent = open_.back();
        if (parent.children > 0) out_ += parent.mapping && parent.children % 2 == 1 ? ": " : ", ";
        ++parent.children;
    }

    void node(std::uint32_t at) {
        const Node& node = tree_.node(at);
        if (node.tag != 0) out_ += fmt::format("{} ", tree_.tags()[node.tag]);
        const bool mapping = node.kind == NodeKind::mapping;
        if (!mapping && node.kind != NodeKind::sequence) return append_scalar(out_, tree_, node);
        out_.push_back(mapping ? '{' : '[');
        open_.push_back({node.next, mapping, 0});
    }

    const Tree& tree_;
    std::vector<Open> open_;
    std::string out_;
};

}  // namespace

std::string dump(const Tree& tree) {
    Dump dump(tree);
    for (std::size_t i = 0; i < tree.documents().size(); ++i) {
        if (i > 0) dump.next_document();
        dump.document(tree.documents()[i]);
    }
    return dump.take();
}

}  // namespace csr::syntax
