#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <tree_sitter/api.h>

#include "source/source.hpp"

// Internal to syntax: what the languages that tree-sitter reads have in common.

namespace csr::syntax {

struct GrammarTreeDeleter {
    void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};
using GrammarTree = std::unique_ptr<TSTree, GrammarTreeDeleter>;

/// Reads `text` by a grammar; null when that takes longer than `microseconds` or the grammar is of another version.
[[nodiscard]] GrammarTree parse_grammar(const TSLanguage* language, std::string_view text, std::uint64_t microseconds);

/// Whether there is a node and it is of that type.
[[nodiscard]] inline bool is(TSNode node, std::string_view type) {
    return !ts_node_is_null(node) && ts_node_type(node) == type;
}
[[nodiscard]] inline source::Span span_of(TSNode node) { return {ts_node_start_byte(node), ts_node_end_byte(node)}; }

}  // namespace csr::syntax
