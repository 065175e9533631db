#include <algorithm>
#include <fmt/format.h>

#include "syntax/yaml_parser.hpp"

namespace csr::syntax {

namespace {

bool is_flow_indicator(char byte) { return byte == ',' || byte == '[' || byte == ']' || byte == '{' || byte == '}'; }

}  // namespace

/// Reports a line between brackets that is not indented deeper than `indent`; once for the outermost brackets.
void YamlParser::flow_indentation(int spaces, int indent) {
    if (spaces > indent || flow_indent_reported_) return;
    flow_indent_reported_ = true;
    tolerate(line_start_, line_start_ + spaces,
             {"a line inside of brackets must be indented deeper than what the brackets belong to",
              "括弧の中の行は、括弧が属するものより深く字下げします"},
             {fmt::format("indent it with at least {} spaces", indent + 1),
              fmt::format("{} 個以上の空白で字下げしてください", indent + 1)});
}

/// Moves to the next token between brackets.
void YamlParser::flow_token(int indent) {
    next_token();
    if (!fresh_ || column_ < 0 || (column_ > indent && !tab_)) return;
    // Everybody writes the closing bracket in the column of the key.
    if ((*at_ == ']' || *at_ == '}') && column_ == indent) return;
    int spaces = 0;
    while (line_start_[spaces] == ' ') ++spaces;
    flow_indentation(spaces, indent);
}

void YamlParser::flow_collection(int indent, const Properties& properties) {
    if (flow_depth_ == 0) flow_indent_reported_ = false;
    ++flow_depth_;
    const char* bracket = at_;
    const bool mapping = *bracket == '{';
    Collection collection{};
    if (open(collection, mapping ? NodeKind::mapping : NodeKind::sequence, Style::flow, bracket, properties)) {
        ++at_;
        last_end_ = at_;
        const std::uint32_t size = flow_items(indent, bracket, mapping ? '}' : ']');
        builder_.node(collection.index).size = size;
        if (!stopped_) last_end_ = at_;
        close(collection, last_end_);
    }
    --flow_depth_;
}

/// The items up to and with the closing bracket; returns their number.
std::uint32_t YamlParser::flow_items(int indent, const char* bracket, char closing) {
    std::uint32_t size = 0;
    for (;;) {
        flow_token(indent);
        if (flow_unclosed(bracket, closing)) return size;
        if (*at_ == closing) break;
        if (*at_ == ',') {
            report(at_, at_ + 1, {"a value is missing before the comma", "コンマの前に値がありません"},
                   {"remove the comma", "コンマを削除してください"});
            if (stopped_) return size;
            ++at_;
            continue;
        }
        if (!room_for_node()) return size;
        const std::uint32_t before = builder_.count();
        if (closing == '}') {
            flow_pair(indent);
        } else {
            flow_item(indent);
        }
        if (builder_.count() > before) ++size;
        if (stopped_) return size;
        flow_token(indent);
        if (flow_unclosed(bracket, closing)) return size;
        if (*at_ == closing) break;
        if (*at_ != ',') {
            flow_separator_missing(bracket, closing);
            return size;
        }
        ++at_;
    }
    ++at_;
    return size;
}

bool YamlParser::flow_unclosed(const char* bracket, char closing) {
    if (column_ >= 0) return false;
    fatal(bracket, bracket + 1,
          {fmt::format("this '{}' is never closed", *bracket), fmt::format("この '{}' が閉じられていません", *bracket)},
          {fmt::format("add '{}'", closing), fmt::format("'{}' を追加してください", closing)});
    return true;
}

void YamlParser::flow_separator_missing(const char* bracket, char closing) {
    const bool comment = *at_ == '#';
    base::Text hint{fmt::format("the '{}' was opened on line {}", *bracket, line_of(bracket)),
                    fmt::format("'{}' は {} 行目で開かれています", *bracket, line_of(bracket))};
    if (comment)
        hint = {"put a space before '#' to begin a comment", "コメントにするには '#' の前に空白を入れてください"};
    fatal(at_, std::max(word_end(at_), at_),
          {fmt::format("expected ',' or '{}'", closing), fmt::format("',' または '{}' が必要です", closing)},
          std::move(hint));
}

/// Only for messages: counts from the beginning.
std::size_t YamlParser::line_of(const char* at) const {
    return builder_.tree().source().lines().position(offset(at)).line;
}

bool YamlParser::ends_flow_node() const { return column_ < 0 || *at_ == ',' || *at_ == ']' || *at_ == '}'; }

/// Whether a ':' here separates key and value; behind a quoted or bracketed key it needs no space.
bool YamlParser::is_flow_value(bool adjacent) const {
    if (column_ < 0 || *at_ != ':') return false;
    return adjacent || ends_word(at_ + 1) || is_flow_indicator(at_[1]);
}

/// A value between '[' and ']', which may be a mapping of a single pair.
void YamlParser::flow_item(int indent) {
    const std::uint32_t first = builder_.count();
    const char* begin = at_;
    const char* line = line_start_;
    Collection mapping{};
    if (is_indicator('?')) {
        if (!open(mapping, NodeKind::mapping, Style::flow, begin, {})) return;
        flow_pair(indent);
    } else {
        const bool adjacent = flow_node(indent);
        if (stopped_) return;
        next_token();
        if (!is_flow_value(adjacent)) return;
        if (line != line_start_) check_key(begin, last_end_, true, true);
        if (!wrap_in_mapping(mapping, first, Style::flow, begin, {})) return;
        flow_value(indent);
    }
    builder_.node(mapping.index).size = 1;
    close(mapping, last_end_);
}

/// A pair between '{' and '}', or behind a '?'.
void YamlParser::flow_pair(int indent) {
    bool adjacent = false;
    if (is_indicator('?')) {
        ++at_;
        last_end_ = at_;
        flow_token(indent);
    }
    if (ends_flow_node()) {
        add_empty(last_end_, {});
    } else {
        adjacent = flow_node(indent);
    }
    if (!stopped_) next_token();
    if (is_flow_value(adjacent)) {
        flow_value(indent);
    } else {
        add_empty(last_end_, {});
    }
}

/// The value behind the ':' at the cursor.
void YamlParser::flow_value(int indent) {
    if (!stopped_) ++at_;
    last_end_ = at_;
    flow_token(indent);
    if (ends_flow_node()) {
        add_empty(last_end_, {});
    } else {
        flow_node(indent);
    }
}

/// A node between brackets, which may be empty; true when a ':' directly behind it makes it a key. Adds exactly one
/// node with its subtree.
bool YamlParser::flow_node(int indent) {
    const std::uint32_t first = builder_.count();
    const bool adjacent = flow_content(indent);
    if (builder_.count() == first) add_empty(last_end_, {});
    return adjacent;
}

bool YamlParser::flow_content(int indent) {
    Properties properties;
    while (*at_ == '&' || *at_ == '!') {
        properties = merge(properties, properties_on_line());
        if (stopped_) return false;
    }
    if (ends_flow_node() || is_flow_value(false)) {
        add_empty(at_, properties);
        return false;
    }
    switch (*at_) {
        case '[':
        case '{':
            flow_collection(indent, properties);
            return true;
        case '"':
        case '\'':
            add_scalar(quoted(indent), properties);
            return true;
        case '*':
            if (properties.begin != nullptr) {
                report(properties.begin, properties.end,
                       {"an alias cannot have a tag or an anchor", "エイリアスにタグやアンカーは付けられません"});
            }
            add_alias();
            return false;
        default:
            break;
    }
    if (!begins_plain(true)) {
        fatal(at_, at_ + 1,
              {fmt::format("a value cannot begin with '{}'", *at_), fmt::format("値は '{}' で始められません", *at_)},
              {"put the value in quotes", "値を引用符で囲んでください"});
        return false;
    }
    Scalar scalar = plain_line(true);
    plain_continuation(scalar, indent, true);
    add_scalar(scalar, properties);
    return false;
}

}  // namespace csr::syntax
