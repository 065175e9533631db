#include "policy/fix.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/lower_case.hpp"
#include "base/stable_sort.hpp"

namespace csr::policy {

namespace {

std::string quoted_json(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string quoted_single(std::string_view text) {
    std::string quoted = "'";
    for (const char byte : text) {
        quoted += byte;
        if (byte == '\'') quoted += byte;
    }
    return quoted + "'";
}

/// Whether a text reads as the same text without quotes in YAML, wherever it stands.
bool is_plain_safe(std::string_view text) {
    const auto letter = [](char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); };
    const auto inner = [&](char byte) {
        return letter(byte) || (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' || byte == '.' || byte == '/';
    };
    if (text.empty() || !letter(text.front()) || !std::ranges::all_of(text, inner)) return false;
    constexpr std::string_view words[] = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
    return std::ranges::find(words, base::lower_case(text)) == std::end(words);
}

std::string written_text(std::string_view text, syntax::Style style, bool json) {
    if (json || style == syntax::Style::double_quoted) return quoted_json(text);
    if (style == syntax::Style::single_quoted && text.find('\n') == std::string_view::npos) return quoted_single(text);
    return is_plain_safe(text) ? std::string(text) : quoted_json(text);
}

std::optional<std::string> written(const model::Value& value, syntax::Style style, bool json) {
    switch (value.kind()) {
        case model::Kind::boolean:
            return value.as_boolean() ? "true" : "false";
        case model::Kind::integer:
            return std::to_string(value.as_integer());
        case model::Kind::unsigned_integer:
            return std::to_string(value.as_unsigned());
        case model::Kind::floating:
            return fmt::format("{}", value.as_floating());
        case model::Kind::string:
            return written_text(value.text(), style, json);
        default:
            return std::nullopt;
    }
}

/// Column of byte `offset` in its line, from 0; and whether only blanks stand before it.
struct Indent {
    std::size_t column = 0;
    bool alone = true;
};

Indent indent_at(std::string_view text, std::uint32_t offset) {
    const std::size_t line = text.rfind('\n', offset == 0 ? 0 : offset - 1);
    const std::size_t begin = offset == 0 || line == std::string_view::npos ? 0 : line + 1;
    const std::string_view before = text.substr(begin, offset - begin);
    return {before.size(), before.find_first_not_of(" \t") == std::string_view::npos};
}

std::string flow_entry(std::span<const std::string_view> path, const std::string& value) {
    std::string text;
    std::string closing;
    for (const std::string_view key : path) {
        if (!text.empty()) {
            text += '{';
            closing += '}';
        }
        text += quoted_json(key) + ": ";
    }
    return text + value + closing;
}

std::string block_entry(std::span<const std::string_view> path, const std::string& value, std::size_t column) {
    std::string text;
    for (std::size_t index = 0; index < path.size(); ++index) {
        if (index > 0) text += "\n" + std::string(column + 2 * index, ' ');
        text += written_text(path[index], syntax::Style::plain, false) + ":";
    }
    return text + " " + value;
}

}  // namespace

bool is_json(const syntax::Tree& tree) {
    const std::string_view bytes = tree.source().bytes();
    const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && (bytes[first] == '{' || bytes[first] == '[');
}

std::optional<Edit> replace_scalar(syntax::NodeRef scalar, const model::Value& value) {
    const bool alias = scalar.tree().node(scalar.index()).kind == syntax::NodeKind::alias;
    const bool block = scalar.style() == syntax::Style::literal || scalar.style() == syntax::Style::folded;
    if (alias || block || !scalar.is_scalar() || !scalar.tag().empty() || scalar.span().begin == scalar.span().end)
        return std::nullopt;
    std::optional<std::string> text = written(value, scalar.style(), is_json(scalar.tree()));
    if (!text) return std::nullopt;
    return Edit{{&scalar.tree().source(), scalar.span()}, std::move(*text)};
}

std::optional<Edit> insert_value(syntax::NodeRef mapping, std::span<const std::string_view> path,
                                 const model::Value& value) {
    const bool alias = mapping.tree().node(mapping.index()).kind == syntax::NodeKind::alias;
    if (alias || !mapping.is_mapping() || path.empty()) return std::nullopt;
    const std::optional<std::string> text = written(value, syntax::Style::plain, is_json(mapping.tree()));
    if (!text) return std::nullopt;
    const source::Source& source = mapping.tree().source();
    const bool flow = is_json(mapping.tree()) || mapping.style() == syntax::Style::flow;
    if (mapping.size() == 0) {
        if (!flow) return std::nullopt;
        const std::uint32_t inside = mapping.span().begin + 1;
        return Edit{{&source, {inside, inside}}, flow_entry(path, *text)};
    }
    const std::uint32_t first = (*mapping.pairs().begin()).key.span().begin;
    const Indent indent = indent_at(source.bytes(), first);
    const std::string next_line = "\n" + std::string(indent.column, ' ');
    if (flow) return Edit{{&source, {first, first}}, flow_entry(path, *text) + (indent.alone ? "," + next_line : ", ")};
    return Edit{{&source, {first, first}}, block_entry(path, *text, indent.column) + next_line};
}

std::string apply_edits(std::string_view text, std::vector<Edit> edits) {
    base::stable_sort(edits, [](const Edit& edit) { return edit.location.span.begin; });
    std::string result;
    std::uint32_t done = 0;
    for (const Edit& edit : edits) {
        if (edit.location.span.begin < done) continue;
        result += text.substr(done, edit.location.span.begin - done);
        result += edit.replacement;
        done = edit.location.span.end;
    }
    return result + std::string(text.substr(done));
}

}  // namespace csr::policy
