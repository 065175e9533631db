#include "policy/selection.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "policy/own_rules.hpp"

namespace csr::policy {

namespace {

const RuleSetting* setting_of(const std::string& id, const std::string& name, const Selection& selection) {
    for (const std::string& key : {id, name}) {
        const auto found = selection.settings.find(key);
        if (found != selection.settings.end()) return &found->second;
    }
    return nullptr;
}

std::vector<std::string_view> rule_names(std::span<const Pack> packs) {
    std::vector<std::string_view> names;
    for (const Pack& pack : packs) {
        for (const PackRule& rule : pack.rules) {
            names.push_back(rule.head().name);
            names.push_back(rule.head().id);
        }
    }
    return names;
}

base::Text unknown_rule(std::string_view name) {
    return {fmt::format("there is no rule \"{}\"", name), fmt::format("ルール \"{}\" はありません", name)};
}

base::Text rule_hint(std::string_view name, std::span<const Pack> packs) {
    const base::Text meant = suggestion(name, rule_names(packs));
    if (!meant.empty()) return meant;
    return {"`csr-lint rules` lists them", "`csr-lint rules` で一覧を表示できます"};
}

void check_parameter(const std::string& name, syntax::NodeRef value, const RuleFile& rule, Mistakes& mistakes) {
    const ParameterNodes own = own_parameters(rule);
    const auto found = own.find(name);
    if (found == own.end()) {
        std::vector<std::string_view> names;
        for (const auto& [known, node] : own) names.push_back(known);
        base::Text hint = names.empty() ? base::Text{"the rule has no parameters", "このルールにパラメータはありません"}
                                        : choice_hint(name, names);
        mistakes.add(value,
                     {fmt::format("{} has no parameter \"{}\"", rule.info.name, name),
                      fmt::format("{} にパラメータ \"{}\" はありません", rule.info.name, name)},
                     std::move(hint));
        return;
    }
    if (type_of_parameter(found->second).kind == type_of_parameter(value).kind) return;
    mistakes.add(value,
                 {fmt::format("the parameter \"{}\" of {} is of another type", name, rule.info.name),
                  fmt::format("{} のパラメータ \"{}\" の型が違います", rule.info.name, name)},
                 {fmt::format("write a value like {}", found->second.text()),
                  fmt::format("{} のような値を書いてください", found->second.text())});
}

void check_common_parameters(const Selection& selection, std::span<const Pack> packs, Mistakes& mistakes) {
    for (const auto& [name, value] : selection.parameters) {
        bool used = false;
        for (const Pack& pack : packs) {
            for (const auto& rule : pack.rules) {
                if (!own_parameters(*rule).contains(name)) continue;
                used = true;
                check_parameter(name, value, *rule, mistakes);
            }
        }
        if (used) continue;
        mistakes.add(
            value,
            {fmt::format("no rule has a parameter \"{}\"", name),
             fmt::format("パラメータ \"{}\" を持つルールはありません", name)},
            {"`csr-lint rules --format json` shows the parameters", "`csr-lint rules --format json` で確認できます"});
    }
}

void check_ruling(const Selection& selection, std::span<const Pack> packs, Mistakes& mistakes) {
    for (const auto& [name, chosen] : selection.ruling) {
        std::vector<std::string_view> names;
        std::vector<std::string_view> documents;
        for (const Pack& pack : packs) {
            if (!pack.conflicts) continue;
            for (const PackConflict& entry : (*pack.conflicts)->conflicts) {
                names.push_back(entry.conflict.id);
                if (name != entry.conflict.id && name != pack.info.name + ":" + entry.conflict.id) continue;
                for (const ConflictSide& side : entry.conflict.sides) documents.push_back(side.document);
            }
        }
        if (documents.empty()) {
            mistakes.add(chosen.second,
                         {fmt::format("there is no conflict \"{}\"", name),
                          fmt::format("矛盾の一覧に \"{}\" はありません", name)},
                         choice_hint(name, names));
        } else if (std::ranges::find(documents, chosen.first) == documents.end()) {
            mistakes.add(chosen.second,
                         {fmt::format("document \"{}\" says nothing about {}", chosen.first, name),
                          fmt::format("文書 \"{}\" に {} の記載はありません", chosen.first, name)},
                         choice_hint(chosen.first, documents));
        }
    }
}

}  // namespace

const PackRule* find_rule(std::span<const Pack> packs, std::string_view id_or_name) {
    for (const Pack& pack : packs) {
        for (const PackRule& rule : pack.rules) {
            if (rule.is_called(id_or_name)) return &rule;
        }
    }
    return nullptr;
}

void check_selection(const Selection& selection, std::span<const Pack> packs, Mistakes& mistakes) {
    for (const std::string& name : selection.packs) {
        if (std::ranges::any_of(packs, [&](const Pack& pack) { return pack.info.name == name; })) continue;
        std::vector<std::string_view> names;
        for (const Pack& pack : packs) names.push_back(pack.info.name);
        mistakes.add(std::string(),
                     {fmt::format("there is no pack \"{}\"", name), fmt::format("パック \"{}\" はありません", name)},
                     choice_hint(name, names));
    }
    for (const std::string& name : selection.rules) {
        if (find_rule(packs, name) == nullptr && !is_own_rule(name))
            mistakes.add(std::string(), unknown_rule(name), rule_hint(name, packs));
    }
    for (const auto& [name, setting] : selection.settings) {
        const PackRule* rule = find_rule(packs, name);
        if (rule == nullptr && is_own_rule(name) && setting.parameters.empty()) continue;
        if (rule == nullptr) {
            mistakes.add(setting.place, unknown_rule(name), rule_hint(name, packs));
            continue;
        }
        for (const auto& [parameter, value] : setting.parameters) check_parameter(parameter, value, **rule, mistakes);
    }
    check_common_parameters(selection, packs, mistakes);
    check_ruling(selection, packs, mistakes);
}

void apply_setting(RuleInfo& info, const Selection& selection) {
    const RuleSetting* setting = setting_of(info.id, info.name, selection);
    if (setting != nullptr && setting->severity) info.severity = *setting->severity;
    if (setting != nullptr && setting->enabled) info.enabled = *setting->enabled;
}

bool is_used(const std::string& pack, const Selection& selection) {
    return selection.packs.empty() || std::ranges::find(selection.packs, pack) != selection.packs.end();
}

Chosen chosen(const PackRule& rule, const Selection& selection) {
    Chosen made{rule.head().severity, true};
    const RuleSetting* setting = setting_of(rule.head().id, rule.head().name, selection);
    if (setting != nullptr && setting->severity) made.severity = *setting->severity;
    if (setting != nullptr && setting->enabled) made.enabled = *setting->enabled;
    const bool named =
        std::ranges::any_of(selection.rules, [&](const std::string& name) { return rule.is_called(name); });
    if (!selection.rules.empty()) made.enabled = named;
    if (!is_used(rule.head().pack, selection)) made.enabled = false;
    if (made.severity < selection.least) made.enabled = false;
    return made;
}

RuleInfo selected(const PackRule& rule, const Selection& selection) {
    RuleInfo info = rule->info;
    const Chosen made = chosen(rule, selection);
    info.severity = made.severity;
    info.enabled = made.enabled;
    return info;
}

ParameterNodes selected_parameters(const PackRule& rule, const Selection& selection) {
    ParameterNodes parameters = own_parameters(*rule);
    for (auto& [name, value] : parameters) {
        const auto common = selection.parameters.find(name);
        if (common != selection.parameters.end()) value = common->second;
    }
    if (const RuleSetting* setting = setting_of(rule.head().id, rule.head().name, selection)) {
        for (const auto& [name, value] : setting->parameters) parameters.insert_or_assign(name, value);
    }
    return parameters;
}

}  // namespace csr::policy
