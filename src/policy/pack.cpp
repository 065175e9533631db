#include "policy/pack.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <re2/re2.h>

#include "base/sha256.hpp"
#include "base/stable_sort.hpp"
#include "policy/catalogue_file.hpp"
#include "policy/conflict_file.hpp"
#include "policy/embedded_packs.hpp"

namespace csr::policy {

namespace {

std::string_view file_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// Whether regular expressions are compiled to see whether they are any. Those of the built-in packs have been, and
/// compiling is most of what reading them costs.
enum class Patterns : std::uint8_t { checked, trusted };

std::vector<std::string> read_patterns(syntax::NodeRef node, Patterns how, Mistakes& mistakes) {
    std::vector<std::string> patterns = read_strings(node, mistakes);
    if (!node.valid() || how == Patterns::trusted) return patterns;
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

Activities activities_in(syntax::NodeRef node, Patterns how, Mistakes& mistakes) {
    Activities activities;
    const MappingReader all(node, mistakes);
    if (!all.is_mapping()) return activities;
    for (const syntax::NodeRef::Pair pair : node.pairs()) {
        MappingReader reader(pair.value, mistakes);
        ActivityPatterns& patterns = activities[std::string(pair.key.text())];
        patterns.run = read_patterns(reader.take("run"), how, mistakes);
        patterns.uses = read_patterns(reader.take("uses"), how, mistakes);
        patterns.script = read_patterns(reader.take("script"), how, mistakes);
        reader.finish();
    }
    return activities;
}

void read_pack_file(Pack& pack, const syntax::Tree& tree, Patterns how, Mistakes& mistakes) {
    mistakes.add_syntax(tree);
    if (!tree.root().valid()) return;
    MappingReader reader(tree.root(), mistakes);
    pack.info.name = read_string(reader.require("name"), mistakes).value_or(pack.info.name);
    pack.info.title = read_text(reader.require("title"), mistakes);
    pack.info.version = read_string(reader.require("version"), mistakes).value_or("");
    pack.by_default = read_boolean(reader.take("default"), mistakes).value_or(true);
    pack.description = read_text(reader.require("description"), mistakes);
    pack.activities = activities_in(reader.take("activities"), how, mistakes);
    pack.retired = read_strings(reader.take("retired"), mistakes);
    reader.finish();
}

std::vector<std::string> digests(const std::vector<PackFile>& files) {
    std::vector<std::string> all;
    all.reserve(files.size());
    for (const PackFile& file : files) all.push_back(base::sha256_hex(file.bytes));
    return all;
}

/// One digest over all files, in the order of their names: a pack that differs anywhere differs here.
std::string digest(const std::vector<PackFile>& files, const std::vector<std::string>& each) {
    std::string all;
    for (std::size_t index = 0; index < files.size(); ++index)
        all += fmt::format("{}\n{}\n", file_name(files[index].path), each[index]);
    return base::sha256_hex(all);
}

RuleHead head_of(const RuleFile& file) {
    RuleHead head{file.info.id, file.info.name, file.info.pack, file.info.severity, file.target, {}, file.with_actions};
    for (const auto& [type, place] : file.resource_types) head.resource_types.push_back(type);
    return head;
}

/// Nothing when the head is not complete.
std::optional<RuleHead> head_of(const EmbeddedHead& written, const std::string& pack) {
    const std::optional<Severity> severity = severity_named(written.severity);
    const std::optional<TargetKind> target = target_kind_named(written.target);
    if (written.id.empty() || !severity || !target) return std::nullopt;
    RuleHead head{std::string(written.id), std::string(written.name), pack, *severity, *target, {},
                  written.with_actions};
    for (std::string_view rest = written.resource_types; !rest.empty();) {
        const std::size_t comma = rest.find(',');
        head.resource_types.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    return head;
}

void finish(Pack& pack) {
    base::stable_sort(pack.rules, [](const PackRule& rule) -> const std::string& { return rule.head().id; });
    std::ranges::sort(pack.catalogues, {}, &PackCatalogue::document);
}

/// A built-in file, which holds no mistakes: the packs were checked when the program was built.
template <class Read>
auto read_embedded(std::string path, std::string_view bytes, Read read) {
    Mistakes none;
    const source::Source text(std::move(path), std::string(bytes));
    const syntax::Tree tree = syntax::parse_yaml(text);
    return read(tree, none);
}

PackRule built_in_rule(const EmbeddedFile& file, const std::string& path, const std::string& pack, bool with_tests) {
    const auto read = [&file, path, pack, with_tests] {
        Mistakes none;
        const std::string_view bytes = with_tests ? file.bytes : file.bytes.substr(0, file.run_size);
        auto rule = read_rule_file(path, std::string(bytes), pack, none, with_tests);
        rule->info.sha256 = file.sha256;
        return rule;
    };
    std::optional<RuleHead> head = head_of(file.head, pack);
    return head && !with_tests ? PackRule(std::move(*head), read) : PackRule(read());
}

Pack built_in_pack(const EmbeddedPack& embedded, bool with_tests) {
    Pack pack;
    pack.info.name = embedded.name;
    pack.info.sha256 = embedded.sha256;
    for (const EmbeddedFile& file : embedded.files) {
        const std::string path = fmt::format("rules/{}/{}", embedded.name, file.name);
        if (file.name == "pack.yaml") {
            read_embedded(path, file.bytes, [&pack](const syntax::Tree& tree, Mistakes& mistakes) {
                read_pack_file(pack, tree, Patterns::trusted, mistakes);
            });
        } else if (is_catalogue_name(file.name)) {
            const std::string document = document_of(file.name, pack.info.name);
            pack.catalogues.push_back(
                {document, base::Lazy<Catalogue>([path, bytes = file.bytes, name = pack.info.name, document] {
                     return read_embedded(path, bytes, [&](const syntax::Tree& tree, Mistakes& mistakes) {
                         return read_catalogue(tree, name, document, mistakes);
                     });
                 })});
        } else if (file.name == "conflicts.yaml") {
            pack.conflicts.emplace([path, bytes = file.bytes, name = pack.info.name] {
                Mistakes none;
                return read_conflicts(path, std::string(bytes), name, none);
            });
        } else {
            pack.rules.push_back(built_in_rule(file, path, pack.info.name, with_tests));
        }
    }
    finish(pack);
    return pack;
}

}  // namespace

Activities read_activities(syntax::NodeRef node, Mistakes& mistakes) {
    return activities_in(node, Patterns::checked, mistakes);
}

Pack read_pack(const std::string& folder, std::vector<PackFile> files, Mistakes& mistakes) {
    std::ranges::sort(files, {}, &PackFile::path);
    Pack pack;
    pack.info.name = file_name(folder);
    const std::vector<std::string> each = digests(files);
    pack.info.sha256 = digest(files, each);
    bool has_pack_file = false;
    for (PackFile& file : files) {
        if (file_name(file.path) != "pack.yaml") continue;
        has_pack_file = true;
        const source::Source text(file.path, std::move(file.bytes));
        const syntax::Tree tree = syntax::parse_yaml(text);
        read_pack_file(pack, tree, Patterns::checked, mistakes);
    }
    if (!has_pack_file) {
        mistakes.add(folder, {"the rule pack has no pack.yaml", "ルールパックに pack.yaml がありません"},
                     {"add pack.yaml with name, title, version and description",
                      "name、title、version、description を書いた pack.yaml を追加してください"});
    }
    for (std::size_t index = 0; index < files.size(); ++index) {
        PackFile& file = files[index];
        const std::string_view name = file_name(file.path);
        if (name == "pack.yaml") continue;
        if (is_catalogue_name(name)) {
            const std::string document = document_of(name, pack.info.name);
            const source::Source text(file.path, std::move(file.bytes));
            const syntax::Tree tree = syntax::parse_yaml(text);
            pack.catalogues.push_back(
                {document, base::Lazy<Catalogue>::ready(read_catalogue(tree, pack.info.name, document, mistakes))});
            continue;
        }
        if (name == "conflicts.yaml") {
            pack.conflicts = base::Lazy<ConflictFile>::ready(
                read_conflicts(std::move(file.path), std::move(file.bytes), pack.info.name, mistakes));
            continue;
        }
        auto rule = read_rule_file(std::move(file.path), std::move(file.bytes), pack.info.name, mistakes);
        rule->info.sha256 = each[index];
        pack.rules.emplace_back(std::move(rule));
    }
    finish(pack);
    return pack;
}

PackRule::PackRule(std::unique_ptr<RuleFile> file)
    : head_(head_of(*file)), file_(base::Lazy<std::unique_ptr<RuleFile>>::ready(std::move(file))) {}

std::vector<Pack> built_in_packs(bool with_tests) {
    std::vector<Pack> packs;
    for (const EmbeddedPack& pack : embedded_packs()) packs.push_back(built_in_pack(pack, with_tests));
    return packs;
}

}  // namespace csr::policy
