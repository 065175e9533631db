#include <fmt/format.h>
#include <string>
#include <utility>

#include "syntax/yaml_parser.hpp"

namespace csr::syntax {

namespace {

constexpr std::string_view standard_prefix = "tag:yaml.org,2002:";
constexpr std::size_t most_tags = 0xFFFF;

bool is_flow_indicator(char byte) { return byte == ',' || byte == '[' || byte == ']' || byte == '{' || byte == '}'; }

int hexadecimal_digit(char byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    const char lower = static_cast<char>(byte | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Resolves %XX in a tag.
std::string unescape_uri(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexadecimal_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexadecimal_digit(text[i + 2]) : -1;
        if (low < 0) {
            out.push_back(text[i]);
            continue;
        }
        out.push_back(static_cast<char>(high * 16 + low));
        i += 2;
    }
    return out;
}

}  // namespace

/// The tag and the anchor at the cursor that stand on one line, and the white space behind them.
YamlParser::Properties YamlParser::properties_on_line() {
    Properties properties;
    while (at_ != end_ && (*at_ == '&' || *at_ == '!')) {
        if (properties.begin == nullptr) properties.begin = at_;
        if (*at_ == '&') {
            anchor_property(properties);
        } else {
            tag_property(properties);
        }
        if (stopped_) break;
        properties.end = at_;
        last_end_ = at_;
        next_token();
        if (fresh_ || column_ < 0) break;
    }
    if (properties.begin != nullptr && properties.end == nullptr) properties.end = properties.begin;
    return properties;
}

std::string_view YamlParser::anchor_name() {
    const char* from = ++at_;
    while (!ends_word(at_) && !is_flow_indicator(*at_)) ++at_;
    if (at_ == from) {
        report(from - 1, at_,
               {fmt::format("a name is missing after '{}'", from[-1]),
                fmt::format("'{}' の後に名前がありません", from[-1])},
               {"quote the text if it is not meant as an anchor or alias",
                "アンカーやエイリアスでなければ引用符で囲んでください"});
    }
    return {from, static_cast<std::size_t>(at_ - from)};
}

void YamlParser::anchor_property(Properties& properties) {
    const char* from = at_;
    const std::string_view name = anchor_name();
    if (properties.anchor_begin != nullptr) {
        report(from, at_, {"a second anchor on the same value", "同じ値にアンカーが二つあります"});
    }
    properties.anchor = name;
    properties.anchor_begin = from;
    if (!ends_word(at_) && (*at_ == '[' || *at_ == '{')) {
        report(at_, at_ + 1, {"a space is missing after the anchor", "アンカーの後に空白が必要です"});
    }
}

void YamlParser::tag_property(Properties& properties) {
    const char* from = at_;
    const bool verbatim = at_[1] == '<';
    if (verbatim) {
        while (!ends_word(at_) && *at_ != '>') ++at_;
        if (at_ != end_ && *at_ == '>') {
            ++at_;
        } else {
            report(from, at_, {"'>' is missing at the end of the tag", "タグの終わりに '>' がありません"});
        }
    } else {
        while (!ends_word(at_) && !is_flow_indicator(*at_)) ++at_;
    }
    if (properties.tag != 0) report(from, at_, {"a second tag on the same value", "同じ値にタグが二つあります"});
    properties.tag = tag_index(resolve_tag(from, at_), from);
    if (stopped_ || ends_word(at_)) return;
    if (*at_ == ',' || *at_ == ']' || *at_ == '}') {
        if (flow_depth_ > 0) return;
        report(at_, at_ + 1, {"this character cannot stand in a tag", "タグにこの文字は使えません"});
        if (!stopped_) ++at_;
        return;
    }
    report(at_, at_ + 1, {"a space is missing after the tag", "タグの後に空白が必要です"});
}

std::string YamlParser::resolve_tag(const char* from, const char* to) {
    const std::string_view raw(from, static_cast<std::size_t>(to - from));
    if (raw.starts_with("!<")) return std::string(raw.substr(2, raw.size() - 2 - (raw.ends_with('>') ? 1 : 0)));
    const std::size_t second = raw.find('!', 1);
    const std::string_view handle = second == std::string_view::npos ? raw.substr(0, 1) : raw.substr(0, second + 1);
    const std::string_view suffix = raw.substr(handle.size());
    if (handle == "!" && suffix.empty()) return "!";
    const auto declared = handles_.find(handle);
    if (declared != handles_.end()) return declared->second + unescape_uri(suffix);
    if (handle == "!") return std::string(handle) + unescape_uri(suffix);
    if (handle != "!!") {
        report(from, to,
               {fmt::format("the tag handle {} is not declared", handle),
                fmt::format("タグハンドル {} は宣言されていません", handle)},
               {"declare it with %TAG before the document", "文書の前で %TAG により宣言してください"});
        return std::string(raw);
    }
    if (suffix.empty()) report(from, to, {"the tag has no name", "タグの名前がありません"});
    return std::string(standard_prefix) + unescape_uri(suffix);
}

std::uint16_t YamlParser::tag_index(std::string tag, const char* from) {
    const auto found = tag_indices_.find(tag);
    if (found != tag_indices_.end()) return found->second;
    if (builder_.tags().size() >= most_tags) {
        fatal(from, at_, {"the file has too many different tags", "タグの種類が多すぎます"});
        return 0;
    }
    const auto index = static_cast<std::uint16_t>(builder_.tags().size());
    builder_.tags().push_back(tag);
    tag_indices_.emplace(std::move(tag), index);
    return index;
}

/// Joins what stands on different lines before one value.
YamlParser::Properties YamlParser::merge(const Properties& outer, const Properties& inner) {
    if (outer.begin == nullptr) return inner;
    if (inner.begin == nullptr) return outer;
    Properties joined = outer;
    joined.end = inner.end;
    if (inner.tag != 0) {
        if (outer.tag != 0)
            report(inner.begin, inner.end, {"a second tag on the same value", "同じ値にタグが二つあります"});
        joined.tag = inner.tag;
    }
    if (inner.anchor_begin != nullptr) {
        if (outer.anchor_begin != nullptr) {
            report(inner.begin, inner.end, {"a second anchor on the same value", "同じ値にアンカーが二つあります"});
        }
        joined.anchor = inner.anchor;
        joined.anchor_begin = inner.anchor_begin;
    }
    return joined;
}

}  // namespace csr::syntax
