#pragma once

#include <string_view>
#include <vector>

#include "policy/exception.hpp"
#include "syntax/node.hpp"

/// Exceptions that stand in a file as comments. One at the end of a line is about what begins on that line, one on a
/// line of its own about what begins on the next line of content. What it names is looked at later.
namespace csr::policy {

/// The exceptions among the comments of a YAML file, csr-lint's own and those of other tools.
void collect_comments(const syntax::Tree& tree, std::vector<WrittenException>& found);

/// The same for a TypeScript file; nothing when it cannot be parsed.
void collect_typescript_comments(const source::Source& source, std::vector<WrittenException>& found);

/// Whether the text may hold such a comment: a search that costs next to nothing.
[[nodiscard]] bool may_hold_exceptions(std::string_view bytes);

/// What begins on the 1-based `line`: the item of a list, the pair of a mapping. An empty span when nothing does.
[[nodiscard]] source::Span construct_on_line(const syntax::Tree& tree, std::uint32_t line);

}  // namespace csr::policy
