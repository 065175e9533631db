#include "model/cloudformation/validation/sections.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

#include "model/cloudformation/default_assignment.hpp"
#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/intrinsic.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::array<std::string_view, 12> known_sections{"AWSTemplateFormatVersion",
                                                          "Conditions",
                                                          "Description",
                                                          "Globals",
                                                          "Hooks",
                                                          "Mappings",
                                                          "Metadata",
                                                          "Outputs",
                                                          "Parameters",
                                                          "Resources",
                                                          "Rules",
                                                          "Transform"};

/// CloudFormation's quotas.
constexpr std::size_t most_bytes = 1'000'000;
constexpr std::size_t most_description = 1024;
struct Quota {
    std::string_view section;
    std::uint32_t most;
};
constexpr std::array quotas{Quota{"Parameters", 200}, Quota{"Mappings", 200}, Quota{"Outputs", 200}};
constexpr std::size_t most_resources = 500;

void check_keys(const TemplateNames& names, Findings& findings) {
    for (const syntax::NodeRef::Pair pair : names.owner().root().pairs()) {
        const std::string_view key = pair.key.text();
        if (std::ranges::find(known_sections, key) != known_sections.end() || key.starts_with("Fn::")) continue;
        const base::Text meant = guess(key, known_sections);
        findings.add("invalid-section", pair.key, fmt::format("a template has no section {}{}", key, meant.en),
                     fmt::format("テンプレートに {} というセクションはありません{}", key, meant.ja));
    }
}

void check_scalars(const TemplateNames& names, Findings& findings) {
    const syntax::NodeRef root = names.owner().root();
    if (const syntax::NodeRef version = root.find("AWSTemplateFormatVersion");
        version && (!version.is_scalar() || version.text() != "2010-09-09"))
        findings.add("invalid-section", version, "AWSTemplateFormatVersion has to be 2010-09-09",
                     "AWSTemplateFormatVersion は 2010-09-09 でなければなりません");
    if (const syntax::NodeRef description = root.find("Description")) {
        if (!description.is_scalar() || as_call(description))
            findings.add("invalid-section", description, "Description has to be text",
                         "Description は文字列でなければなりません");
        else if (description.text().size() > most_description)
            findings.add("limit-exceeded", description,
                         fmt::format("Description has {} bytes; at most {} are allowed", description.text().size(),
                                     most_description),
                         fmt::format("Description は {} バイトです。上限は {} バイトです", description.text().size(),
                                     most_description));
    }
}

void check_shapes(const TemplateNames& names, Findings& findings) {
    const syntax::NodeRef root = names.owner().root();
    for (const std::string_view name : {"Parameters", "Mappings", "Conditions", "Outputs", "Metadata", "Rules"}) {
        const syntax::NodeRef section = root.find(name);
        if (section && !section.is_mapping())
            findings.add("invalid-section", section, fmt::format("{} has to be a mapping", name),
                         fmt::format("{} はマッピングでなければなりません", name));
    }
    const syntax::NodeRef resources = root.find("Resources");
    if ((!resources || !resources.is_mapping() || resources.size() == 0) && !names.opaque())
        findings.add("invalid-section", resources ? resources : root, "a template needs at least one resource",
                     "テンプレートには少なくとも 1 つのリソースが必要です");
}

void check_quotas(const TemplateNames& names, Findings& findings) {
    const Template& owner = names.owner();
    const std::size_t bytes = owner.tree().source().bytes().size();
    if (bytes > most_bytes)
        findings.add("limit-exceeded", owner.root(),
                     fmt::format("the template has {} bytes; at most {} are allowed", bytes, most_bytes),
                     fmt::format("テンプレートは {} バイトです。上限は {} バイトです", bytes, most_bytes));
    const auto too_many = [&findings](syntax::NodeRef node, std::string_view section, std::size_t count,
                                      std::size_t most) {
        if (count > most)
            findings.add("limit-exceeded", node,
                         fmt::format("{} has {} entries; at most {} are allowed", section, count, most),
                         fmt::format("{} には {} 件あります。上限は {} 件です", section, count, most));
    };
    for (const Quota& quota : quotas) {
        if (const syntax::NodeRef section = owner.section(quota.section))
            too_many(section, quota.section, section.size(), quota.most);
    }
    if (const syntax::NodeRef section = owner.section("Resources"))
        too_many(section, "Resources", owner.resources().size(), most_resources);
}

void check_duplicates(const TemplateNames& names, Findings& findings) {
    for (const syntax::DuplicateKey& twice : names.owner().tree().duplicates()) {
        const syntax::NodeRef key(names.owner().tree(), twice.second);
        findings.add("duplicate-key", key, fmt::format("key {} stands twice; only the last counts", key.text()),
                     fmt::format("キー {} が重複しています。最後のものだけが有効です", key.text()));
    }
}

/// A loop is expanded before the deployment; its items have to be known by then.
void check_loops(const TemplateNames& names, Findings& findings) {
    const Template& owner = names.owner();
    base::Arena arena;
    const Assignment defaults = default_assignment(owner);
    for (const std::string_view name : {"Resources", "Conditions", "Outputs"}) {
        const syntax::NodeRef section = owner.section(name);
        if (!section) continue;
        for (const syntax::NodeRef::Pair pair : section.pairs()) {
            const syntax::NodeRef items =
                pair.key.text().starts_with("Fn::ForEach::") ? pair.value.at(1) : syntax::NodeRef();
            if (!items) continue;
            const std::optional<Value> value = value_of(owner, items, &string_list_type, Evaluation{arena, defaults});
            if (value && value->is(Kind::list)) continue;
            findings.add("unknown-loop", items, "the items of this loop cannot be known before the deployment",
                         "このループの項目をデプロイ前に特定できません");
        }
    }
}

void check_names(const TemplateNames& names, Findings& findings) {
    const syntax::NodeRef parameters = names.owner().section("Parameters");
    for (const Resource& resource : names.owner().resources()) {
        if (!parameters || !parameters.find_key(resource.id)) continue;
        findings.enter(&resource);
        findings.add("name-taken", resource.key, fmt::format("a parameter is called {}, too", resource.id),
                     fmt::format("{} という名前のパラメータもあります", resource.id));
        findings.enter(nullptr);
    }
}

}  // namespace

bool is_logical_id(std::string_view name) {
    return !name.empty() && name.size() <= 255 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

void check_sections(const TemplateNames& names, Findings& findings) {
    check_keys(names, findings);
    check_scalars(names, findings);
    check_shapes(names, findings);
    check_quotas(names, findings);
    check_duplicates(names, findings);
    check_names(names, findings);
    check_loops(names, findings);
}

void check_non_resources(const TemplateNames& names, Findings& findings) {
    const syntax::NodeRef section = names.owner().section("Resources");
    if (!section) return;
    for (const syntax::NodeRef::Pair pair : section.pairs()) {
        const std::string_view id = pair.key.text();
        if (id.starts_with("Fn::")) continue;
        if (!pair.value.is_mapping())
            findings.add("invalid-section", pair.key,
                         fmt::format("resource {} has to be a mapping with Type and Properties", id),
                         fmt::format("リソース {} は Type と Properties を持つマッピングでなければなりません", id));
        const syntax::NodeRef type = pair.value.find("Type");
        if (pair.value.is_mapping() && (!type || !type.is_string()) && !names.opaque() && !as_call(pair.value))
            findings.add("invalid-section", type ? type : pair.key, fmt::format("resource {} needs a Type", id),
                         fmt::format("リソース {} には Type が必要です", id));
        if (!is_logical_id(id) && !names.is_loop(id) && id != "<<")
            findings.add("invalid-name", pair.key, fmt::format("the name {} may only have letters and digits", id),
                         fmt::format("名前 {} に使えるのは英数字だけです", id));
    }
}

}  // namespace csr::model::cloudformation
