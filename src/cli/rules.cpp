#include <fmt/format.h>
#include <memory>
#include <ostream>

#include "base/stable_sort.hpp"
#include "cli/commands.hpp"
#include "cli/message.hpp"
#include "policy/own_rules.hpp"
#include "policy/selection.hpp"
#include "report/rule_texts.hpp"

namespace csr::cli {

namespace {

/// The rules as the configuration of the current directory selects them, by id.
report::Rules rules_of(const Session& session, const policy::Selection& selection) {
    report::Rules rules;
    for (const policy::Pack& pack : session.packs()) {
        for (const auto& rule : pack.rules)
            rules.push_back(std::make_unique<const policy::RuleInfo>(policy::selected(rule, selection)));
    }
    for (std::unique_ptr<const policy::RuleInfo>& rule : policy::own_rules(selection)) rules.push_back(std::move(rule));
    base::stable_sort(rules, [](const auto& rule) -> const std::string& { return rule->id; });
    return rules;
}

report::Catalogues catalogues_of(const Session& session) {
    report::Catalogues catalogues;
    for (const policy::Pack& pack : session.packs()) {
        for (const policy::PackCatalogue& catalogue : pack.catalogues) catalogues.push_back(*catalogue.rows);
    }
    return catalogues;
}

bool load(Session& session, policy::Selection& selection) {
    return session.load_packs() && session.load_configuration({}) && session.select(selection);
}

ExitStatus written(const Session& session, const std::string& text) {
    return session.write(text) ? ExitStatus::clean : ExitStatus::missed;
}

ExitStatus unknown_name(const Session& session, const report::Rules& rules, const report::Catalogues& catalogues) {
    const std::string& name = session.options().operands.front();
    std::vector<std::string> ids;
    for (const auto& rule : rules) ids.insert(ids.end(), {rule->name, rule->id});
    for (const policy::Catalogue& catalogue : catalogues) {
        for (const policy::Requirement& requirement : catalogue.requirements) ids.push_back(requirement.id.full());
    }
    const std::vector<std::string_view> candidates(ids.begin(), ids.end());
    base::Text hint = policy::suggestion(name, candidates);
    if (hint.empty())
        hint = {"`csr-lint rules` lists the rules; a requirement is written PACK:ID",
                "`csr-lint rules` でルールの一覧を表示できます。要件は PACK:ID と書きます"};
    session.invocation().err << format_error({{fmt::format("there is no rule or requirement \"{}\"", name),
                                               fmt::format("ルールまたは要件 \"{}\" はありません", name)},
                                              std::move(hint)},
                                             session.language());
    return ExitStatus::usage;
}

}  // namespace

ExitStatus list_rules(Session& session) {
    policy::Selection selection;
    if (!load(session, selection)) return ExitStatus::usage;
    const report::Rules rules = rules_of(session, selection);
    switch (session.options().format) {
        case Format::json:
            return written(session, report::write_rules_json(rules, session.report_options()));
        case Format::markdown:
            return written(session, report::write_rules_markdown(rules, session.report_options()));
        default:
            return written(session, report::write_rules_text(rules, session.report_options()));
    }
}

ExitStatus explain(Session& session) {
    policy::Selection selection;
    if (!load(session, selection)) return ExitStatus::usage;
    const report::Rules rules = rules_of(session, selection);
    const report::Catalogues catalogues = catalogues_of(session);
    const std::string& name = session.options().operands.front();
    for (const auto& rule : rules) {
        if (rule->id == name || rule->name == name)
            return written(session, report::write_rule_explanation(*rule, catalogues, session.report_options()));
    }
    for (const policy::Catalogue& catalogue : catalogues) {
        for (const policy::Requirement& requirement : catalogue.requirements) {
            if (requirement.id.full() == name)
                return written(session, report::write_requirement_explanation(requirement, catalogues, rules,
                                                                              session.report_options()));
        }
    }
    return unknown_name(session, rules, catalogues);
}

}  // namespace csr::cli
