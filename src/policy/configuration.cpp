#include "policy/configuration.hpp"

#include <array>
#include <fmt/format.h>

#include "policy/exceptions.hpp"

namespace csr::policy {

namespace {

constexpr std::array severities{Choice<Severity>{"error", Severity::error},
                                Choice<Severity>{"warning", Severity::warning},
                                Choice<Severity>{"note", Severity::note}};
constexpr std::array fail_ons{Choice<FailOn>{"error", FailOn::error}, Choice<FailOn>{"warning", FailOn::warning},
                              Choice<FailOn>{"note", FailOn::note}, Choice<FailOn>{"never", FailOn::never}};
constexpr std::array languages{Choice<base::Language>{"en", base::Language::english},
                               Choice<base::Language>{"ja", base::Language::japanese}};

ParameterNodes read_parameters(syntax::NodeRef node, Mistakes& mistakes) {
    ParameterNodes parameters;
    const MappingReader reader(node, mistakes);
    if (!reader.is_mapping()) return parameters;
    for (const syntax::NodeRef::Pair pair : node.pairs())
        parameters.insert_or_assign(std::string(pair.key.text()), pair.value);
    return parameters;
}

void read_rules(syntax::NodeRef node, Selection& selection, Mistakes& mistakes) {
    const MappingReader reader(node, mistakes);
    if (!reader.is_mapping()) return;
    for (const syntax::NodeRef::Pair pair : node.pairs())
        selection.settings.insert_or_assign(std::string(pair.key.text()), read_setting(pair, mistakes));
}

std::vector<std::string> read_excluded(syntax::NodeRef node, Mistakes& mistakes) {
    MappingReader reader(node, mistakes);
    std::vector<std::string> patterns = read_strings(reader.take("exclude"), mistakes);
    reader.finish();
    return patterns;
}

void read_exceptions(syntax::NodeRef node, Configuration& configuration, Mistakes& mistakes) {
    MappingReader reader(node, mistakes);
    configuration.exceptions_register = read_string(reader.take("register"), mistakes).value_or("");
    const syntax::NodeRef refused = reader.take("refuse");
    configuration.refused_exceptions = read_strings(refused, mistakes);
    for (const std::string& name : configuration.refused_exceptions) {
        if (is_refusable(name)) continue;
        mistakes.add(refused,
                     {fmt::format("\"{}\" is nothing that can be refused", name),
                      fmt::format("\"{}\" は拒否の対象として指定できません", name)},
                     {"write comments, metadata, peers or the name of a tool, as checkov",
                      "comments、metadata、peers、または checkov などのツール名を書いてください"});
    }
    reader.finish();
}

void read_template_parameters(syntax::NodeRef node, Configuration& configuration, Mistakes& mistakes) {
    MappingReader reader(node, mistakes);
    if (const syntax::NodeRef values = reader.take("values"); values.valid()) {
        const MappingReader map(values, mistakes);
        if (map.is_mapping())
            configuration.template_parameters = model::cloudformation::read_parameter_values(values)->values;
    }
    configuration.parameter_files = read_strings(reader.take("files"), mistakes);
    configuration.parameters_beside = read_boolean(reader.take("beside"), mistakes).value_or(true);
    configuration.use_defaults = read_boolean(reader.take("use-defaults"), mistakes).value_or(false);
    reader.finish();
}

void read_ruling(syntax::NodeRef node, Selection& selection, Mistakes& mistakes) {
    const MappingReader reader(node, mistakes);
    if (!reader.is_mapping()) return;
    for (const syntax::NodeRef::Pair pair : node.pairs()) {
        if (std::optional<std::string> document = read_string(pair.value, mistakes))
            selection.ruling.insert_or_assign(std::string(pair.key.text()), std::pair(std::move(*document), pair.key));
    }
}

}  // namespace

RuleSetting read_setting(const syntax::NodeRef::Pair& pair, Mistakes& mistakes) {
    RuleSetting setting;
    setting.place = pair.key;
    if (pair.value.is_mapping()) {
        MappingReader reader(pair.value, mistakes);
        setting.severity = read_choice<Severity>(reader.take("severity"), severities, mistakes);
        setting.parameters = read_parameters(reader.take("parameters"), mistakes);
        reader.finish();
        return setting;
    }
    if (pair.value.is_scalar() && (pair.value.text() == "off" || pair.value.text() == "false")) {
        setting.enabled = false;
        return setting;
    }
    setting.severity = pair.value.is_scalar() ? severity_from(pair.value.text()) : std::nullopt;
    if (!setting.severity) {
        mistakes.add(pair.value, {"expected off, a severity or a mapping", "off、重大度、またはマッピングが必要です"},
                     {"write off, error, warning, note or {severity: ..., parameters: ...}",
                      "off、error、warning、note、または {severity: ..., parameters: ...} と書いてください"});
    }
    return setting;
}

std::optional<FailOn> fail_on_from(std::string_view name) {
    for (const Choice<FailOn>& choice : fail_ons) {
        if (choice.name == name) return choice.value;
    }
    return std::nullopt;
}

std::optional<Severity> severity_from(std::string_view name) {
    for (const Choice<Severity>& choice : severities) {
        if (choice.name == name) return choice.value;
    }
    return std::nullopt;
}

Configuration read_configuration(std::string path, std::string bytes, Mistakes& mistakes) {
    Configuration configuration;
    configuration.source = std::make_unique<const source::Source>(std::move(path), std::move(bytes));
    configuration.tree = std::make_unique<const syntax::Tree>(syntax::parse_yaml(*configuration.source));
    mistakes.add_syntax(*configuration.tree);
    if (!configuration.tree->root().valid() || configuration.tree->root().is_null()) return configuration;
    MappingReader reader(configuration.tree->root(), mistakes);
    configuration.selection.packs = read_strings(reader.take("packs"), mistakes);
    read_rules(reader.take("rules"), configuration.selection, mistakes);
    configuration.selection.parameters = read_parameters(reader.take("parameters"), mistakes);
    read_template_parameters(reader.take("template-parameters"), configuration, mistakes);
    read_ruling(reader.take("conflicts"), configuration.selection, mistakes);
    configuration.activities = read_activities(reader.take("activities"), mistakes);
    configuration.excluded = read_excluded(reader.take("paths"), mistakes);
    read_exceptions(reader.take("exceptions"), configuration, mistakes);
    configuration.language = read_choice<base::Language>(reader.take("language"), languages, mistakes);
    configuration.check_scripts = read_boolean(reader.take("shellcheck"), mistakes).value_or(false);
    configuration.fail_on = read_choice<FailOn>(reader.take("fail-on"), fail_ons, mistakes);
    reader.finish();
    return configuration;
}

}  // namespace csr::policy
