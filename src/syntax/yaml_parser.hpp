#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/node.hpp"
#include "syntax/tree_builder.hpp"

namespace csr::syntax {

/// Reads a YAML stream in one pass, straight into a tree: no tokens in between. A block node knows the column of the
/// collection around it; what is indented deeper belongs to it. Nesting is recursion, bounded by Limits::depth.
///
/// The text ends at `end_`: the byte there can be read and is either the NUL behind a std::string or a byte that no
/// YAML text may have, so it never looks like an indicator, a space or a line break.
///
/// After a fatal error the cursor stands at `end_`, where every loop ends by itself.
class YamlParser {
  public:
    YamlParser(const source::Source& source, const Limits& limits);
    Tree run();

  private:
    /// Where a block node stands; decides which collections may begin there.
    enum class Place : std::uint8_t { document, entry, explicit_part, value };

    struct Properties {
        const char* begin = nullptr;  ///< null: there are none
        const char* end = nullptr;
        std::string_view anchor;  ///< without '&'
        const char* anchor_begin = nullptr;
        std::uint16_t tag = 0;
    };

    /// A scalar that is not yet part of the tree: it may turn out to be the key of a mapping that begins with it.
    struct Scalar {
        const char* begin;
        const char* end;
        std::uint32_t text_begin;
        std::uint32_t size;
        Style style;
        bool multiline = false;
    };

    struct AnchorState {
        std::uint64_t expanded = 0;  ///< nodes with aliases replaced; while open, the count at its beginning
        bool open = true;
    };

    /// A collection under construction.
    struct Collection {
        std::uint32_t index;
        std::int64_t anchor;  ///< position in anchor_states_, -1 without one
    };

    struct BlockHeader {
        int indent = 0;       ///< of the content; -1 until it is detected
        char chomping = ' ';  ///< '-', '+' or ' ' for clip
    };

    // yaml_stream.cpp: errors, documents, directives
    [[nodiscard]] std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - begin_); }
    [[gnu::cold]] void report(const char* from, const char* to, base::Text message, base::Text hint = {});
    [[gnu::cold]] void tolerate(const char* from, const char* to, base::Text message, base::Text hint = {});
    [[gnu::cold]] void fatal(const char* from, const char* to, base::Text message, base::Text hint = {});
    [[gnu::cold]] void stop();
    void check_bytes();
    void stream();
    void document_prefix(bool& directives);
    void directive();
    void yaml_directive(const char* from, std::string_view arguments);
    void tag_directive(const char* from, std::string_view arguments);
    void document();
    void end_of_document();
    void end_of_marker_line();
    [[nodiscard]] const char* word_end(const char* from) const;
    [[nodiscard]] const char* line_end(const char* from) const;

    // yaml_cursor.cpp: white space, comments, line breaks
    void next_token();
    void next_token_slow();
    void comment();
    bool line_break();
    [[nodiscard]] bool is_marker(const char* at) const;
    [[nodiscard]] bool ends_word(const char* at) const {
        return at >= end_ || *at == ' ' || *at == '\n' || *at == '\t' || *at == '\r';
    }
    [[nodiscard]] bool is_indicator(char byte) const { return at_ != end_ && *at_ == byte && ends_word(at_ + 1); }
    [[nodiscard]] bool at_line_break() const { return at_ != end_ && (*at_ == '\n' || *at_ == '\r'); }

    // yaml_nodes.cpp: adding to the tree
    bool room_for_node() { return builder_.count() < limits_.nodes || no_room_for_node(); }
    [[gnu::cold]] bool no_room_for_node();
    [[gnu::cold]] void too_deep(const char* begin);
    std::uint32_t add_scalar(const Scalar& scalar, const Properties& properties);
    std::uint32_t add_scalar(const Scalar& scalar, const Properties& outer, const Properties& inner) {
        return outer.begin == nullptr ? add_scalar(scalar, inner) : add_scalar(scalar, merge(outer, inner));
    }
    std::uint32_t add_empty(const char* at, const Properties& properties);
    void add_alias();
    [[nodiscard]] bool open(Collection& collection, NodeKind kind, Style style, const char* begin,
                            const Properties& properties);
    [[nodiscard]] bool wrap_in_mapping(Collection& collection, std::uint32_t first, Style style, const char* begin,
                                       const Properties& properties);
    [[nodiscard]] bool begin_collection(Collection& collection, std::uint32_t first, NodeKind kind, Style style,
                                        const char* begin, const Properties& properties);
    void close(const Collection& collection, const char* end);
    std::int64_t define_anchor(const Properties& properties, std::uint32_t node);
    void close_anchor(std::int64_t anchor);
    [[nodiscard]] std::uint64_t expanded_count() const { return builder_.count() + expanded_more_; }

    // yaml_properties.cpp
    Properties properties_on_line();
    void anchor_property(Properties& properties);
    void tag_property(Properties& properties);
    std::string resolve_tag(const char* from, const char* to);
    std::uint16_t tag_index(std::string tag, const char* from);
    std::string_view anchor_name();
    Properties merge(const Properties& outer, const Properties& inner);

    // yaml_block.cpp
    void block_node(int indent, Place place);
    void block_node_with_properties(int indent, Place place);
    void block_content(int indent, bool nests, const Properties& outer, const Properties& inner);
    void block_collection(const Properties& outer, const Properties& inner, bool nests);
    void block_sequence(const Properties& properties);
    void scalar_or_mapping(const Scalar& scalar, int column, const Properties& outer, const Properties& inner,
                           bool nests);
    void plain_or_mapping(int indent, const Properties& outer, const Properties& inner, bool nests);
    void alias_or_mapping(const Properties& outer, const Properties& inner, bool nests);
    void flow_or_mapping(int indent, const Properties& outer, const Properties& inner, bool nests);
    void apply(const Properties& outer, const Properties& inner, std::uint32_t index, std::uint64_t expanded);
    void first_value(const Collection& mapping, int column);
    void block_pairs(const Collection& mapping, int column);
    bool block_pair(int column);
    bool block_key(int column);
    void explicit_pair(int column);
    bool is_mapping_sign();
    bool next_item(int column);
    [[nodiscard]] bool may_nest(Place place) const;
    [[nodiscard]] bool ends_before(int indent, Place place) const;
    [[nodiscard]] int key_column(const Properties& properties) const;
    [[gnu::cold]] void check_indentation(int indent);
    void check_key(const char* from, const char* to, bool multiline, bool nests) {
        if (multiline || !nests || tab_) report_key(from, to, multiline, nests);
    }
    [[gnu::cold]] void report_key(const char* from, const char* to, bool multiline, bool nests);
    [[gnu::cold]] void second_mapping_sign(Scalar& scalar);
    [[gnu::cold]] void mapping_sign_missing(std::uint32_t key);
    [[gnu::cold]] void entry_between_keys(int column);
    [[gnu::cold]] void collection_on_wrong_line();
    [[gnu::cold]] void report_tab(const char* tab);
    [[gnu::cold]] void misplaced(int column);
    [[gnu::cold]] void skip_deeper(int column);
    [[gnu::cold]] void reserved_character(const Properties& properties);
    [[gnu::cold]] void reserved_character_in_key();

    // yaml_flow.cpp
    void flow_collection(int indent, const Properties& properties);
    std::uint32_t flow_items(int indent, const char* bracket, char closing);
    void flow_item(int indent);
    void flow_pair(int indent);
    bool flow_node(int indent);
    bool flow_content(int indent);
    void flow_value(int indent);
    void flow_token(int indent);
    [[gnu::cold]] void flow_indentation(int spaces, int indent);
    bool flow_unclosed(const char* bracket, char closing);
    [[gnu::cold]] void flow_separator_missing(const char* bracket, char closing);
    [[nodiscard]] std::size_t line_of(const char* at) const;
    [[nodiscard]] bool ends_flow_node() const;
    [[nodiscard]] bool is_flow_value(bool adjacent) const;

    // yaml_plain.cpp
    Scalar plain_line(bool flow);
    [[nodiscard]] bool next_line_is_outside(int indent) const;
    void plain_continuation(Scalar& scalar, int indent, bool flow);
    [[nodiscard]] const char* plain_end(const char* from) const;
    [[nodiscard]] const char* plain_end_in_flow(const char* from) const;
    [[nodiscard]] bool begins_plain(bool flow) const;

    // yaml_quoted.cpp
    Scalar quoted(int indent);
    Scalar quoted_slow(const char* quote, int indent);
    [[nodiscard]] const char* quoted_stop(const char* from, char quote) const;
    void fold_quoted(std::size_t keep, const char* quote, int indent);
    void escape(const char* quote, int indent);
    void numeric_escape(const char* backslash, int digits);
    bool hexadecimal(int digits, std::uint32_t& value);
    std::size_t skip_breaks(const char* quote, int indent);

    // yaml_block_scalar.cpp
    Scalar block_scalar(int indent);
    BlockHeader block_header(int indent);
    void detect_indent(BlockHeader& header, int least);
    void literal_lines(int indent, std::size_t& trailing);
    void folded_lines(int indent, std::size_t& trailing);
    bool block_line(int indent, std::size_t& breaks);
    [[nodiscard]] const char* text_line_end(const char* from) const;

    const Limits& limits_;
    const char* begin_;
    const char* end_;
    const char* at_;
    const char* line_start_;
    const char* last_end_;  ///< behind the last token that belongs to a node
    // About the token that next_token found:
    int column_ = 0;               ///< from 0; -1 at the end of the document
    bool fresh_ = false;           ///< it is the first on its line
    bool tab_ = false;             ///< a tab stands before it, since the line or the previous token
    const char* token_ = nullptr;  ///< where it was found: asking again at the same place changes nothing
    bool stopped_ = false;
    bool flow_indent_reported_ = false;  ///< between the outermost brackets at hand
    bool explicit_end_ = true;           ///< the previous document ended with "...": directives may follow
    bool yaml_directive_seen_ = false;
    std::uint32_t depth_ = 0;
    std::uint32_t flow_depth_ = 0;
    std::uint64_t expanded_more_ = 0;
    TreeBuilder builder_;
    std::vector<AnchorState> anchor_states_;                   ///< parallel to Tree::anchors
    std::map<std::string_view, std::size_t> anchors_;          ///< of this document
    std::map<std::string, std::string, std::less<>> handles_;  ///< of this document
    std::map<std::string, std::uint16_t, std::less<>> tag_indices_;
};

}  // namespace csr::syntax
