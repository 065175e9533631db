#include "policy/decode.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "base/stable_sort.hpp"
#include "cel/cel.hpp"

namespace csr::policy {

namespace {

std::string joined(std::span<const std::string_view> names) {
    std::string text;
    for (const std::string_view name : names) {
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text;
}

}  // namespace

void Mistakes::add(syntax::NodeRef place, base::Text message, base::Text hint) {
    add(place.tree().source(), place.span().begin, std::move(message), std::move(hint));
}

void Mistakes::add(const source::Source& source, std::uint32_t offset, base::Text message, base::Text hint) {
    const source::Position position = source.lines().position(offset);
    errors_.push_back({std::move(message), std::move(hint), source.path(), position.line, position.code_point_column});
}

void Mistakes::add(std::string path, base::Text message, base::Text hint) {
    errors_.push_back({std::move(message), std::move(hint), std::move(path)});
}

void Mistakes::add_syntax(const syntax::Tree& tree) {
    for (const syntax::SyntaxError& error : tree.errors())
        add(tree.source(), error.span.begin, error.message, error.hint);
    for (const syntax::DuplicateKey& twice : tree.duplicates()) {
        const syntax::NodeRef second(tree, twice.second);
        const std::string name(second.text());
        add(second,
            {fmt::format("the key \"{}\" stands twice", name), fmt::format("キー \"{}\" が重複しています", name)},
            {"remove one of them", "どちらか一方を削除してください"});
    }
}

std::vector<base::Error> Mistakes::take() {
    base::stable_sort(errors_, [](const base::Error& error) { return std::tie(error.path, error.line, error.column); });
    return std::exchange(errors_, {});
}

MappingReader::MappingReader(syntax::NodeRef node, Mistakes& mistakes)
    : node_(node), mistakes_(&mistakes), mapping_(node.valid() && node.is_mapping()) {
    if (node.valid() && !mapping_) {
        mistakes.add(node, {"expected a mapping", "マッピングが必要です"},
                     {"write `key: value` pairs here", "ここには `キー: 値` を書いてください"});
    }
}

syntax::NodeRef MappingReader::take(std::string_view key) {
    known_.push_back(key);
    return mapping_ ? node_.find(key) : syntax::NodeRef();
}

syntax::NodeRef MappingReader::require(std::string_view key) {
    const syntax::NodeRef value = take(key);
    if (mapping_ && !value.valid()) {
        mistakes_->add(node_,
                       {fmt::format("the key \"{}\" is missing", key), fmt::format("キー \"{}\" がありません", key)},
                       {fmt::format("add `{}:`", key), fmt::format("`{}:` を追加してください", key)});
    }
    return value;
}

void MappingReader::finish() {
    if (!mapping_) return;
    for (const syntax::NodeRef::Pair pair : node_.pairs()) {
        const std::string key(pair.key.is_scalar() ? pair.key.text() : std::string_view("?"));
        if (std::ranges::find(known_, key) != known_.end()) continue;
        mistakes_->add(pair.key, {fmt::format("unknown key \"{}\"", key), fmt::format("不明なキーです: \"{}\"", key)},
                       choice_hint(key, known_));
    }
}

base::Text suggestion(std::string_view name, std::span<const std::string_view> candidates) {
    const std::string_view meant = cel::did_you_mean(name, candidates);
    if (meant.empty()) return {};
    return {fmt::format("did you mean \"{}\"?", meant), fmt::format("もしかして: \"{}\"", meant)};
}

base::Text choice_hint(std::string_view name, std::span<const std::string_view> candidates) {
    base::Text meant = suggestion(name, candidates);
    if (!meant.empty()) return meant;
    return {fmt::format("one of: {}", joined(candidates)), fmt::format("次のいずれか: {}", joined(candidates))};
}

std::optional<std::string> read_string(syntax::NodeRef node, Mistakes& mistakes) {
    if (!node.valid()) return std::nullopt;
    if (!node.is_scalar() || node.is_null() || node.text().empty()) {
        mistakes.add(node, {"expected a text", "文字列が必要です"});
        return std::nullopt;
    }
    return std::string(node.text());
}

std::optional<bool> read_boolean(syntax::NodeRef node, Mistakes& mistakes) {
    if (!node.valid()) return std::nullopt;
    if (node.kind() != syntax::NodeKind::boolean) {
        mistakes.add(node, {"expected true or false", "true または false が必要です"});
        return std::nullopt;
    }
    return node.text() == "true" || node.text() == "True" || node.text() == "TRUE";
}

std::vector<std::string> read_strings(syntax::NodeRef node, Mistakes& mistakes) {
    std::vector<std::string> texts;
    if (!node.valid()) return texts;
    if (!node.is_sequence()) {
        if (const std::optional<std::string> text = read_string(node, mistakes)) texts.push_back(*text);
        return texts;
    }
    for (const syntax::NodeRef item : node.items()) {
        if (const std::optional<std::string> text = read_string(item, mistakes)) texts.push_back(*text);
    }
    return texts;
}

base::Text read_text(syntax::NodeRef node, Mistakes& mistakes) {
    if (!node.valid()) return {};
    if (node.is_scalar()) {
        mistakes.add(node, {"this text needs both languages", "このテキストには両方の言語が必要です"},
                     {"write {en: ..., ja: ...}", "{en: ..., ja: ...} の形で書いてください"});
        return {};
    }
    MappingReader reader(node, mistakes);
    const syntax::NodeRef en = reader.take("en");
    const syntax::NodeRef ja = reader.take("ja");
    reader.finish();
    const auto missing = [&](syntax::NodeRef text, std::string_view key, std::string_view en_name,
                             std::string_view ja_name) {
        if (!reader.is_mapping() || text.valid()) return;
        mistakes.add(
            node, {fmt::format("the {} translation is missing", en_name), fmt::format("{}の訳がありません", ja_name)},
            {fmt::format("add `{}:`", key), fmt::format("`{}:` を追加してください", key)});
    };
    missing(en, "en", "English", "英語");
    missing(ja, "ja", "Japanese", "日本語");
    return {read_string(en, mistakes).value_or(""), read_string(ja, mistakes).value_or("")};
}

}  // namespace csr::policy
