#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/value.hpp"
#include "policy/verdict.hpp"
#include "syntax/node.hpp"

/// Edits of text that set one value in a JSON or YAML document and keep everything else as it is written.
namespace csr::policy {

/// Whether the tree's document is JSON (by its first byte; YAML's flow style counts, too).
[[nodiscard]] bool is_json(const syntax::Tree& tree);

/// The edit that replaces `scalar` with `value`, quoted as the scalar was; nothing when the node is no scalar of its
/// own (a container, an alias) or the value cannot be written as one.
[[nodiscard]] std::optional<Edit> replace_scalar(syntax::NodeRef scalar, const model::Value& value);

/// The edit that adds `path` with `value` to `mapping`, which has no such key: as its first entry, in its own style.
/// Nothing when the value cannot be written.
[[nodiscard]] std::optional<Edit> insert_value(syntax::NodeRef mapping, std::span<const std::string_view> path,
                                               const model::Value& value);

/// The text with the edits of one source applied. Overlapping edits: the later one is left out.
[[nodiscard]] std::string apply_edits(std::string_view text, std::vector<Edit> edits);

}  // namespace csr::policy
