#include <fmt/format.h>
#include <utility>

#include "syntax/yaml_parser.hpp"

namespace csr::syntax {

/// Whether the token at hand lies outside of a node whose parent is indented by `indent`.
bool YamlParser::ends_before(int indent, Place place) const {
    if (column_ > indent) return false;
    // A sequence may stand in the column of the key that it belongs to.
    const bool sequence = column_ == indent && column_ >= 0 &&
                          (place == Place::value || place == Place::explicit_part) && *at_ == '-' && ends_word(at_ + 1);
    return !sequence;
}

/// The node behind an indicator or at the beginning of a document, which may be empty. Adds exactly one node with its
/// subtree.
void YamlParser::block_node(int indent, Place place) {
    const char* behind = at_;
    const std::uint32_t first = builder_.count();
    next_token();
    if (ends_before(indent, place)) {
        add_empty(behind, {});
        return;
    }
    if (tab_) check_indentation(indent);
    if (*at_ == '&' || *at_ == '!') {
        block_node_with_properties(indent, place);
    } else {
        block_content(indent, may_nest(place), {}, {});
    }
    if (builder_.count() == first) add_empty(last_end_, {});
}

/// Whether a block collection may begin at the token at hand.
bool YamlParser::may_nest(Place place) const {
    return fresh_ || place == Place::entry || place == Place::explicit_part;
}

/// Tags and anchors on earlier lines belong to the node, those on the line of a key to the key.
void YamlParser::block_node_with_properties(int indent, Place place) {
    Properties outer;
    Properties inner;
    bool nests = false;
    while (at_ != end_ && (*at_ == '&' || *at_ == '!')) {
        nests = may_nest(place);
        inner = properties_on_line();
        if (stopped_) return;
        if (!fresh_ && column_ >= 0) break;
        outer = merge(outer, inner);
        inner = {};
        nests = true;
        if (ends_before(indent, place)) {
            add_empty(at_, outer);
            return;
        }
        if (tab_) check_indentation(indent);
    }
    block_content(indent, nests, outer, inner);
}

/// Reports tabs where spaces have to stand.
void YamlParser::check_indentation(int indent) {
    if (!fresh_) return;
    const char* p = line_start_;
    while (*p == ' ') ++p;
    if (static_cast<int>(p - line_start_) > indent) return;
    report_tab(p);
}

void YamlParser::report_tab(const char* tab) {
    const auto& errors = builder_.tree().errors();
    if (!errors.empty() && errors.back().span.begin == offset(tab)) return;
    report(tab, tab + 1, {"a tab is used for indentation", "字下げにタブが使われています"},
           {"indent with spaces", "空白で字下げしてください"});
}

void YamlParser::block_content(int indent, bool nests, const Properties& outer, const Properties& inner) {
    switch (*at_) {
        case '-':
        case '?':
        case ':':
            if (!ends_word(at_ + 1)) break;
            return block_collection(outer, inner, nests);
        case '|':
        case '>': {
            const Properties properties = merge(outer, inner);
            const Scalar scalar = block_scalar(indent);
            add_scalar(scalar, properties);
            return;
        }
        case '[':
        case '{':
            return flow_or_mapping(indent, outer, inner, nests);
        case '*':
            return alias_or_mapping(outer, inner, nests);
        case '"':
        case '\'': {
            const int column = key_column(inner);
            const Scalar scalar = quoted(indent);
            return scalar_or_mapping(scalar, column, outer, inner, nests);
        }
        case ',':
        case ']':
        case '}':
        case '%':
        case '@':
        case '`':
        case '#':
            return reserved_character(merge(outer, inner));
        default:
            break;
    }
    plain_or_mapping(indent, outer, inner, nests);
}

/// The column of a mapping whose first key begins here.
int YamlParser::key_column(const Properties& properties) const {
    return static_cast<int>((properties.begin != nullptr ? properties.begin : at_) - line_start_);
}

/// A collection that begins with an indicator. Properties on its own line would belong to nothing.
void YamlParser::block_collection(const Properties& outer, const Properties& inner, bool nests) {
    if (tab_) report_tab(at_ - 1);
    const bool key_is_tagged = *at_ == ':' && inner.begin != nullptr;
    if (!nests || (inner.begin != nullptr && !key_is_tagged)) {
        collection_on_wrong_line();
    }
    if (stopped_) return;
    if (*at_ == '-') return block_sequence(merge(outer, inner));
    if (key_is_tagged) {
        const int column = key_column(inner);
        return scalar_or_mapping({at_, at_, offset(at_), 0, Style::plain}, column, outer, inner, nests);
    }
    Collection mapping{};
    const int column = column_;
    if (!open(mapping, NodeKind::mapping, Style::block, at_, merge(outer, inner))) return;
    if (block_pair(column)) ++builder_.node(mapping.index).size;
    block_pairs(mapping, column);
}

void YamlParser::collection_on_wrong_line() {
    report(at_, at_ + 1,
           {"a block collection cannot begin on this line", "この行からブロックのコレクションを始めることはできません"},
           {"begin it on the next line", "次の行から始めてください"});
}

void YamlParser::block_sequence(const Properties& properties) {
    Collection sequence{};
    const int column = column_;
    if (!open(sequence, NodeKind::sequence, Style::block, at_, properties)) return;
    std::uint32_t size = 0;
    do {
        if (!stopped_) ++at_;
        ++size;
        last_end_ = at_;
        block_node(column, Place::entry);
    } while (next_item(column) && *at_ == '-' && ends_word(at_ + 1) && room_for_node());
    builder_.node(sequence.index).size = size;
    close(sequence, last_end_);
}

/// A scalar, or the mapping whose first key it is.
void YamlParser::scalar_or_mapping(const Scalar& scalar, int column, const Properties& outer, const Properties& inner,
                                   bool nests) {
    if (stopped_ || !is_mapping_sign()) {
        add_scalar(scalar, outer, inner);
        return;
    }
    check_key(scalar.begin, scalar.end, scalar.multiline, nests);
    Collection mapping{};
    if (!open(mapping, NodeKind::mapping, Style::block, inner.begin != nullptr ? inner.begin : scalar.begin, outer))
        return;
    add_scalar(scalar, inner);
    first_value(mapping, column);
}

void YamlParser::plain_or_mapping(int indent, const Properties& outer, const Properties& inner, bool nests) {
    const int column = key_column(inner);
    Scalar scalar = plain_line(false);
    const bool key = at_ != end_ && *at_ == ':';
    if (key && nests) return scalar_or_mapping(scalar, column, outer, inner, true);
    if (key) {
        second_mapping_sign(scalar);
        if (stopped_) return;
    } else {
        plain_continuation(scalar, indent, false);
    }
    add_scalar(scalar, outer, inner);
}

/// Reports a ':' that makes no key and takes the rest of the line as text.
void YamlParser::second_mapping_sign(Scalar& scalar) {
    report(at_, at_ + 1, {"a second ': ' in one line", "一行に ': ' が二つあります"},
           {"quote the value if ': ' is part of it", "': ' が値の一部なら値を引用符で囲んでください"});
    if (stopped_) return;
    while (at_ != end_ && *at_ == ':') at_ = plain_end(at_ + 1);
    scalar.end = at_;
    while (scalar.end[-1] == ' ' || scalar.end[-1] == '\t') --scalar.end;
    scalar.size = offset(scalar.end) - scalar.text_begin;
}

void YamlParser::alias_or_mapping(const Properties& outer, const Properties& inner, bool nests) {
    const std::uint32_t first = builder_.count();
    const char* begin = at_;
    const int column = key_column(inner);
    add_alias();
    const bool key = !stopped_ && is_mapping_sign();
    if (inner.begin != nullptr || (outer.begin != nullptr && !key)) {
        report(begin, last_end_,
               {"an alias cannot have a tag or an anchor", "エイリアスにタグやアンカーは付けられません"});
    }
    if (!key) return;
    check_key(begin, last_end_, false, nests);
    Collection mapping{};
    if (wrap_in_mapping(mapping, first, Style::block, begin, outer)) first_value(mapping, column);
}

void YamlParser::flow_or_mapping(int indent, const Properties& outer, const Properties& inner, bool nests) {
    const std::uint32_t first = builder_.count();
    const std::uint64_t expanded = expanded_count();
    const char* begin = at_;
    const char* line = line_start_;
    const int column = key_column(inner);
    // What stands alone on the lines before can only be given to the node when it is known not to be a key.
    flow_collection(indent, inner);
    if (stopped_ || !is_mapping_sign()) return apply(outer, inner, first, expanded);
    check_key(begin, last_end_, line != line_start_, nests);
    Collection mapping{};
    const char* from = inner.begin != nullptr ? inner.begin : begin;
    if (wrap_in_mapping(mapping, first, Style::block, from, outer)) first_value(mapping, column);
}

/// Gives properties to the finished node `index`, whose subtree began when `expanded` nodes were counted.
void YamlParser::apply(const Properties& outer, const Properties& inner, std::uint32_t index, std::uint64_t expanded) {
    if (outer.begin == nullptr || builder_.count() <= index) return;
    const Properties joined = merge(outer, inner);
    builder_.node(index).tag = joined.tag;
    if (outer.anchor_begin == nullptr) return;
    const std::int64_t anchor = define_anchor(outer, index);
    anchor_states_[static_cast<std::size_t>(anchor)].expanded = expanded;
    close_anchor(anchor);
}

/// Reports a key where none may stand.
void YamlParser::report_key(const char* from, const char* to, bool multiline, bool nests) {
    if (multiline) {
        report(from, to, {"a key must stand on one line", "キーは一行に書きます"},
               {"write a key of several lines behind '? '", "複数行のキーは '? ' の後に書いてください"});
    } else if (!nests) {
        report(at_, at_ + 1, {"a mapping cannot begin on this line", "この行からマッピングを始めることはできません"},
               {"begin it on the next line, or quote the text", "次の行から始めるか、引用符で囲んでください"});
    } else if (tab_) {
        report_tab(from - 1);
    }
}

/// Steps to the ':' behind a key, if there is one on its line.
bool YamlParser::is_mapping_sign() {
    const char* p = at_;
    while (*p == ' ' || *p == '\t') ++p;
    if (p == end_ || *p != ':' || !ends_word(p + 1)) return false;
    at_ = p;
    return true;
}

/// The rest of a mapping behind its first key; the cursor stands at the ':'.
void YamlParser::first_value(const Collection& mapping, int column) {
    if (!stopped_) ++at_;
    last_end_ = at_;
    block_node(column, Place::value);
    builder_.node(mapping.index).size = 1;
    block_pairs(mapping, column);
}

void YamlParser::block_pairs(const Collection& mapping, int column) {
    std::uint32_t more = 0;
    while (next_item(column) && room_for_node()) {
        if (block_pair(column)) ++more;
    }
    builder_.node(mapping.index).size += more;
    close(mapping, last_end_);
}

/// One pair of the mapping at `column`; false when there was none.
bool YamlParser::block_pair(int column) {
    switch (*at_) {
        case '?':
            if (!ends_word(at_ + 1)) break;
            explicit_pair(column);
            return true;
        case ':':
            if (!ends_word(at_ + 1)) break;
            add_empty(at_, {});
            ++at_;
            last_end_ = at_;
            block_node(column, Place::value);
            return true;
        case '-':
            if (!ends_word(at_ + 1)) break;
            entry_between_keys(column);
            return false;
        default:
            break;
    }
    const std::uint32_t key = builder_.count();
    if (!block_key(column) || builder_.count() == key) return false;
    if (is_mapping_sign()) {
        ++at_;
        last_end_ = at_;
        block_node(column, Place::value);
        return true;
    }
    mapping_sign_missing(key);
    return true;
}

void YamlParser::entry_between_keys(int column) {
    report(at_, at_ + 1,
           {"an item of a sequence stands between the keys of a mapping",
            "マッピングのキーの間にシーケンスの項目があります"},
           {"indent it like the other items, or remove the '-'", "他の項目と字下げを揃えるか、'-' を削除してください"});
    skip_deeper(column);
}

/// Gives the node `key` an empty value and goes on behind its line.
void YamlParser::mapping_sign_missing(std::uint32_t key) {
    const char* from = begin_ + builder_.node(key).begin;
    report(from, last_end_, {"':' is missing after this key", "このキーの後に ':' がありません"},
           {"if it continues the line before, indent it deeper", "前の行の続きなら、より深く字下げしてください"});
    add_empty(at_, {});
    if (!stopped_) at_ = line_end(at_);
}

/// The key of a pair, up to where its ':' should be.
bool YamlParser::block_key(int column) {
    Properties properties;
    const char* line = line_start_;
    const char* begin = at_;
    if (*at_ == '&' || *at_ == '!') {
        properties = properties_on_line();
        if (stopped_) return false;
        if (fresh_ || column_ < 0) {
            report(begin, properties.end, {"a key must follow on this line", "この行にキーが必要です"});
            return false;
        }
        if (*at_ == ':' && ends_word(at_ + 1)) {
            add_empty(at_, properties);
            return true;
        }
    }
    if (*at_ == '[' || *at_ == '{') {
        flow_collection(column, properties);
    } else if (*at_ == '*') {
        if (properties.begin != nullptr) {
            report(properties.begin, properties.end,
                   {"an alias cannot have a tag or an anchor", "エイリアスにタグやアンカーは付けられません"});
        }
        add_alias();
    } else if (*at_ == '"' || *at_ == '\'') {
        add_scalar(quoted(column), properties);
    } else if (begins_plain(false)) {
        add_scalar(plain_line(false), properties);
    } else {
        reserved_character_in_key();
        return false;
    }
    if (line != line_start_ && !stopped_) check_key(begin, last_end_, true, true);
    return true;
}

/// `? key`, and perhaps `: value`.
void YamlParser::explicit_pair(int column) {
    ++at_;
    last_end_ = at_;
    block_node(column, Place::explicit_part);
    if (!next_item(column) || !is_indicator(':')) {
        add_empty(last_end_, {});
        return;
    }
    ++at_;
    last_end_ = at_;
    block_node(column, Place::explicit_part);
}

/// Moves to the next token of the block collection at `column`; false when the collection ends before it.
bool YamlParser::next_item(int column) {
    next_token();
    while (column_ > column || (column_ >= 0 && !fresh_)) misplaced(column);
    if (column_ < 0 || column_ < column) return false;
    if (tab_) report_tab(at_ - 1);
    return true;
}

/// Reports and skips what can be no part of the collection at `column`.
void YamlParser::misplaced(int column) {
    if (!fresh_) {
        report(at_, word_end(at_), {"unexpected text behind a value", "値の後に余分な文字があります"},
               {"is a quote, a comma or a '#' with a space before it missing?",
                "引用符、コンマ、または空白に続く '#' が抜けていませんか"});
        if (!stopped_) at_ = line_end(at_);
        next_token();
        return;
    }
    if (tab_) {
        report_tab(at_ - 1);
    } else {
        report(at_, word_end(at_),
               {fmt::format("this line is indented deeper than what it belongs to (by {} instead of {} spaces)",
                            column_, column),
                fmt::format("この行の字下げが深すぎます（{1} ではなく {0} 個の空白）", column_, column)},
               {"align it with the lines around it", "前後の行と揃えてください"});
    }
    skip_deeper(column);
}

/// Skips this line and the ones below it that are indented deeper than `column`.
void YamlParser::skip_deeper(int column) {
    do {
        at_ = line_end(at_);
        next_token();
    } while (fresh_ && column_ > column);
}

void YamlParser::reserved_character_in_key() {
    report(at_, at_ + 1,
           {fmt::format("a key cannot begin with '{}'", *at_), fmt::format("キーは '{}' で始められません", *at_)},
           {"put the key in quotes", "キーを引用符で囲んでください"});
    if (!stopped_) at_ = line_end(at_);
}

/// A value that begins with a character that none can begin with.
void YamlParser::reserved_character(const Properties& properties) {
    const char* from = at_;
    report(from, from + 1,
           {fmt::format("a value cannot begin with '{}'", *from), fmt::format("値は '{}' で始められません", *from)},
           {"put the value in quotes", "値を引用符で囲んでください"});
    if (stopped_) return;
    Scalar scalar = plain_line(false);
    if (scalar.end == from) scalar.end = at_ = from + 1;
    if (at_ != end_ && *at_ == ':') at_ = line_end(at_);
    scalar.size = offset(scalar.end) - scalar.text_begin;
    add_scalar(scalar, properties);
}

}  // namespace csr::syntax
