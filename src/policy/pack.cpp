#include "policy/pack.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <re2/re2.h>

#include "base/sha256.hpp"
#include "base/stable_sort.hpp"
#include "policy/catalogue_file.hpp"
#include "policy/embedded_packs.hpp"

namespace csr::policy {

namespace {

std::string_view file_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::vector<std::string> read_patterns(syntax::NodeRef node, Mistakes& mistakes) {
    std::vector<std::string> patterns = read_strings(node, mistakes);
    if (!node.valid()) return patterns;
    const auto check = [&](syntax::NodeRef place) {
        const re2::RE2 pattern(std::string(place.text()), re2::RE2::Quiet);
        if (pattern.ok()) return;
        mistakes.add(place,
                     {fmt::format("bad regular expression: {}", pattern.error()),
                      fmt::format("正規表現が正しくありません: {}", pattern.error())},
                     {"patterns are in RE2 syntax", "パターンは RE2 の構文で書いてください"});
    };
    if (node.is_sequence()) {
        for (const syntax::NodeRef item : node.items()) {
            if (item.is_scalar()) check(item);
        }
    } else if (node.is_scalar()) {
        check(node);
    }
    return patterns;
}

void read_pack_file(Pack& pack, const syntax::Tree& tree, Mistakes& mistakes) {
    mistakes.add_syntax(tree);
    if (!tree.root().valid()) return;
    MappingReader reader(tree.root(), mistakes);
    pack.info.name = read_string(reader.require("name"), mistakes).value_or(pack.info.name);
    pack.info.title = read_text(reader.require("title"), mistakes);
    pack.info.version = read_string(reader.require("version"), mistakes).value_or("");
    pack.description = read_text(reader.require("description"), mistakes);
    pack.activities = read_activities(reader.take("activities"), mistakes);
    pack.retired = read_strings(reader.take("retired"), mistakes);
    reader.finish();
}

/// One digest over all files, in the order of their names: a pack that differs anywhere differs here.
std::string digest(const std::vector<PackFile>& files) {
    std::string all;
    for (const PackFile& file : files)
        all += fmt::format("{}\n{}\n", file_name(file.path), base::sha256_hex(file.bytes));
    return base::sha256_hex(all);
}

}  // namespace

Activities read_activities(syntax::NodeRef node, Mistakes& mistakes) {
    Activities activities;
    const MappingReader all(node, mistakes);
    if (!all.is_mapping()) return activities;
    for (const syntax::NodeRef::Pair pair : node.pairs()) {
        MappingReader reader(pair.value, mistakes);
        ActivityPatterns& patterns = activities[std::string(pair.key.text())];
        patterns.run = read_patterns(reader.take("run"), mistakes);
        patterns.uses = read_patterns(reader.take("uses"), mistakes);
        reader.finish();
    }
    return activities;
}

Pack read_pack(const std::string& folder, std::vector<PackFile> files, Mistakes& mistakes) {
    std::ranges::sort(files, {}, &PackFile::path);
    Pack pack;
    pack.info.name = file_name(folder);
    pack.info.sha256 = digest(files);
    bool has_pack_file = false;
    for (PackFile& file : files) {
        if (file_name(file.path) != "pack.yaml") continue;
        has_pack_file = true;
        const source::Source text(file.path, std::move(file.bytes));
        const syntax::Tree tree = syntax::parse_yaml(text);
        read_pack_file(pack, tree, mistakes);
    }
    if (!has_pack_file) {
        mistakes.add(folder, {"the rule pack has no pack.yaml", "ルールパックに pack.yaml がありません"},
                     {"add pack.yaml with name, title, version and description",
                      "name、title、version、description を書いた pack.yaml を追加してください"});
    }
    for (PackFile& file : files) {
        const std::string_view name = file_name(file.path);
        if (name == "pack.yaml") continue;
        if (name == "requirements.yaml") {
            const source::Source text(file.path, std::move(file.bytes));
            const syntax::Tree tree = syntax::parse_yaml(text);
            pack.catalogue = read_catalogue(tree, mistakes);
            continue;
        }
        pack.rules.push_back(read_rule_file(std::move(file.path), std::move(file.bytes), pack.info.name, mistakes));
    }
    base::stable_sort(pack.rules, [](const auto& rule) -> const std::string& { return rule->info.id; });
    return pack;
}

std::vector<Pack> built_in_packs() {
    std::map<std::string, std::vector<PackFile>> folders;
    for (const EmbeddedFile& file : embedded_packs()) {
        const std::string path(file.path);
        folders[path.substr(0, path.find('/'))].push_back({"rules/" + path, std::string(file.bytes)});
    }
    std::vector<Pack> packs;
    Mistakes mistakes;  // none: the packs were checked when the program was built
    for (auto& [folder, files] : folders) packs.push_back(read_pack("rules/" + folder, std::move(files), mistakes));
    return packs;
}

}  // namespace csr::policy
