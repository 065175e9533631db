#include <fmt/format.h>

#include "syntax/core_schema.hpp"
#include "syntax/yaml_parser.hpp"

namespace csr::syntax {

bool YamlParser::no_room_for_node() {
    fatal(at_, at_,
          {fmt::format("the file has more than {} values", limits_.nodes),
           fmt::format("値が {} 個を超えています", limits_.nodes)});
    return false;
}

std::uint32_t YamlParser::add_scalar(const Scalar& scalar, const Properties& properties) {
    Node node;
    node.style = scalar.style;
    node.tag = properties.tag;
    node.begin = offset(scalar.begin);
    node.end = offset(scalar.end);
    node.text_begin = scalar.text_begin;
    node.size = scalar.size;
    node.kind = NodeKind::string;
    if (properties.tag != 0) {
        node.kind = classify_tagged(builder_.tags()[properties.tag], builder_.tree().text(node));
    } else if (scalar.style == Style::plain) {
        node.kind = classify_plain(builder_.tree().text(node));
    }
    last_end_ = scalar.end;
    const std::uint32_t index = builder_.add(node);
    if (properties.anchor_begin != nullptr) close_anchor(define_anchor(properties, index));
    return index;
}

/// A value that is not written: `at` is where it would stand.
std::uint32_t YamlParser::add_empty(const char* at, const Properties& properties) {
    if (properties.begin != nullptr) at = properties.end;
    if (at < last_end_) at = last_end_;
    return add_scalar({at, at, offset(at), 0, Style::plain}, properties);
}

bool YamlParser::open(Collection& collection, NodeKind kind, Style style, const char* begin,
                      const Properties& properties) {
    return begin_collection(collection, builder_.count(), kind, style, begin, properties);
}

/// Begins a mapping in front of the nodes from `first` on, which become its first key.
bool YamlParser::wrap_in_mapping(Collection& collection, std::uint32_t first, Style style, const char* begin,
                                 const Properties& properties) {
    return begin_collection(collection, first, NodeKind::mapping, style, begin, properties);
}

void YamlParser::too_deep(const char* begin) {
    fatal(begin, begin,
          {fmt::format("nested deeper than {} levels", limits_.depth),
           fmt::format("入れ子が {} 段を超えています", limits_.depth)});
}

bool YamlParser::begin_collection(Collection& collection, std::uint32_t first, NodeKind kind, Style style,
                                  const char* begin, const Properties& properties) {
    if (!room_for_node()) return false;
    if (depth_ >= limits_.depth) {
        too_deep(begin);
        return false;
    }
    ++depth_;
    Node node;
    node.kind = kind;
    node.style = style;
    node.tag = properties.tag;
    node.begin = offset(begin);
    if (first == builder_.count()) {
        builder_.add(node);
    } else {
        builder_.wrap(first, node);
    }
    collection.index = first;
    collection.anchor = properties.anchor_begin != nullptr ? define_anchor(properties, first) : -1;
    return true;
}

void YamlParser::close(const Collection& collection, const char* end) {
    --depth_;
    builder_.close(collection.index, offset(end));
    if (collection.anchor >= 0) close_anchor(collection.anchor);
    if (last_end_ < end) last_end_ = end;
}

std::int64_t YamlParser::define_anchor(const Properties& properties, std::uint32_t node) {
    const char* end = properties.anchor.data() + properties.anchor.size();
    builder_.add_anchor({node, {offset(properties.anchor_begin), offset(end)}});
    anchors_[properties.anchor] = anchor_states_.size();
    anchor_states_.push_back({expanded_count() - 1, true});
    return static_cast<std::int64_t>(anchor_states_.size()) - 1;
}

void YamlParser::close_anchor(std::int64_t anchor) {
    AnchorState& state = anchor_states_[static_cast<std::size_t>(anchor)];
    state.open = false;
    state.expanded = expanded_count() - state.expanded;
}

void YamlParser::add_alias() {
    const char* from = at_;
    std::string_view name = anchor_name();
    auto found = anchors_.find(name);
    if (found == anchors_.end() && name.ends_with(':') && ends_word(at_)) {
        // "*name:" before a space means the key "*name" in files written for YAML 1.1.
        name.remove_suffix(1);
        found = anchors_.find(name);
        --at_;
    }
    const char* to = at_;
    if (found == anchors_.end()) {
        report(from, to,
               {fmt::format("there is no anchor '{}' before this alias", name),
                fmt::format("このエイリアスより前にアンカー '{}' がありません", name)},
               {"quote the text if it is not meant as an alias", "エイリアスでなければ引用符で囲んでください"});
        add_scalar({from, to, offset(to), 0, Style::plain}, {});
        return;
    }
    const AnchorState& state = anchor_states_[found->second];
    if (state.open) {
        report(from, to,
               {fmt::format("the alias '{}' stands inside of what it refers to", name),
                fmt::format("エイリアス '{}' が参照先自身の中にあります", name)});
        add_scalar({from, to, offset(to), 0, Style::plain}, {});
        return;
    }
    expanded_more_ += state.expanded - 1;
    Node node;
    node.kind = NodeKind::alias;
    node.begin = offset(from);
    node.end = offset(to);
    node.text_begin = builder_.tree().anchors()[found->second].node;
    builder_.add(node);
    last_end_ = to;
    if (expanded_count() > limits_.expanded_nodes) {
        fatal(from, to,
              {fmt::format("aliases stand for more than {} values", limits_.expanded_nodes),
               fmt::format("エイリアスを展開すると値が {} 個を超えます", limits_.expanded_nodes)});
    }
}

}  // namespace csr::syntax
