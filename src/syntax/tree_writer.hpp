#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "syntax/tree_builder.hpp"

namespace csr::syntax {

/// Writes a located tree from what another grammar said. Internal to syntax. Every node has the bytes it stands for;
/// texts that are not in the source as they are become decoded text.
class TreeWriter {
  public:
    explicit TreeWriter(const source::Source& source) : source_(source), builder_(source) {}

    void begin_mapping(source::Span span) { begin(NodeKind::mapping, span); }
    void begin_sequence(source::Span span) { begin(NodeKind::sequence, span); }
    /// Ends the innermost container, which reaches to `end`.
    void end(std::uint32_t end);

    /// A key of the innermost mapping; a value follows.
    void key(std::string_view name, source::Span span);
    void text(std::string_view text, source::Span span, std::uint16_t tag = 0) {
        scalar(NodeKind::string, text, span, tag);
    }
    void integer(std::uint64_t value, source::Span span);
    void boolean(bool value, source::Span span) { scalar(NodeKind::boolean, value ? "true" : "false", span); }
    void scalar(NodeKind kind, std::string_view text, source::Span span, std::uint16_t tag = 0);

    /// `name: text`.
    void member(std::string_view name, std::string_view value, source::Span span) {
        key(name, span);
        text(value, span);
    }
    /// `name: [texts]`.
    void member(std::string_view name, const std::vector<std::string>& values, source::Span span);

    /// The number of a tag for scalars.
    [[nodiscard]] std::uint16_t tag(std::string_view name);
    void error(SyntaxError error) { builder_.add_error(std::move(error)); }
    void comment(source::Span span) { builder_.add_comment(span); }
    /// How many containers are open.
    [[nodiscard]] std::size_t depth() const { return open_.size(); }
    /// The finished tree; the writer must not be used afterwards. Every container has to be ended.
    [[nodiscard]] Tree take() {
        builder_.add_document(0);
        return builder_.take();
    }

  private:
    void begin(NodeKind kind, source::Span span);
    /// Counts a node for the container it stands in.
    void count();

    const source::Source& source_;
    TreeBuilder builder_;
    std::vector<std::uint32_t> open_;  ///< indexes of the open containers
    bool after_key_ = false;
};

}  // namespace csr::syntax
