#pragma once

#include <optional>

#include "cel/ast.hpp"

namespace csr::cel {

/// Reads Code::text into nodes, macros expanded, names unresolved. Gives what is wrong, if anything.
[[nodiscard]] std::optional<Issue> parse(Code& code);

/// Makes nodes behind their operands. Used by the parser and by the macros.
class NodeBuilder {
  public:
    /// How deep an expression may nest.
    static constexpr std::uint16_t most_depth = 200;

    explicit NodeBuilder(Code& code) : code_(code) {}

    std::uint32_t add(Op op, source::Span span, std::span<const std::uint32_t> operands = {}, std::uint32_t a = 0,
                      std::uint8_t flags = 0);
    std::uint32_t constant(const model::Value& value, source::Span span);
    /// The index of a name, whose text lives as long as the code.
    std::uint32_t name(std::string_view text);
    /// A copy of a decoded text that lives as long as the code.
    [[nodiscard]] std::string_view keep(std::string_view text) { return code_.arena.copy(text); }
    [[nodiscard]] Code& code() { return code_; }
    [[nodiscard]] bool too_deep() const { return too_deep_; }

  private:
    Code& code_;
    bool too_deep_ = false;
};

/// A call as it was written.
struct WrittenCall {
    std::string_view name;
    source::Span name_span;
    source::Span span;
    std::optional<std::uint32_t> receiver;
    std::span<const std::uint32_t> arguments;
};

/// The node a macro stands for; nothing when the call is no macro.
[[nodiscard]] std::expected<std::optional<std::uint32_t>, Issue> expand_macro(NodeBuilder& builder,
                                                                              const WrittenCall& call);

}  // namespace csr::cel
