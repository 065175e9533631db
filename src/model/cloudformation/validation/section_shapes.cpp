#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/scope.hpp"
#include "model/cloudformation/validation/sections.hpp"

namespace csr::model::cloudformation {

namespace {

bool is_left_out(std::string_view key) { return key.starts_with("Fn::") || key == "<<"; }

void check_mapping_value(syntax::NodeRef value, Findings& findings) {
    bool scalars = true;
    for (const syntax::NodeRef item : value.items()) scalars = scalars && item.is_scalar();
    const bool fits = (value.is_scalar() && !value.is_null()) || (value.is_sequence() && scalars);
    if (!fits)
        findings.add("invalid-mapping", value,
                     "a mapping's value has to be text, a number, a boolean or a list of these",
                     "マッピングの値は文字列、数値、真偽値、またはそれらのリストでなければなりません");
}

void check_mapping(const syntax::NodeRef::Pair& mapping, Findings& findings) {
    if (!is_logical_id(mapping.key.text()))
        findings.add("invalid-name", mapping.key,
                     fmt::format("the name {} may only have letters and digits", mapping.key.text()),
                     fmt::format("名前 {} に使えるのは英数字だけです", mapping.key.text()));
    if (!mapping.value.is_mapping())
        return findings.add("invalid-mapping", mapping.value, "a mapping has two levels of keys",
                            "マッピングのキーは 2 階層です");
    for (const syntax::NodeRef::Pair outer : mapping.value.pairs()) {
        if (is_left_out(outer.key.text())) continue;
        if (!outer.value.is_mapping()) {
            findings.add("invalid-mapping", outer.value, "a mapping has two levels of keys",
                         "マッピングのキーは 2 階層です");
            continue;
        }
        for (const syntax::NodeRef::Pair inner : outer.value.pairs()) {
            if (!is_left_out(inner.key.text())) check_mapping_value(inner.value, findings);
        }
    }
}

constexpr std::array<std::string_view, 4> output_keys{"Condition", "Description", "Export", "Value"};

/// What is known of an output's value by the function that makes it.
bool makes_list(syntax::NodeRef value, const TemplateNames& names) {
    const std::optional<Call> call = as_call(value);
    if (!call) return value.is_sequence() || value.is_mapping();
    if (call->function == Function::split || call->function == Function::get_azs || call->function == Function::cidr)
        return true;
    if (call->function != Function::ref || !call->argument.is_scalar()) return false;
    const syntax::NodeRef section = names.owner().section("Parameters");
    const syntax::NodeRef parameter = section ? section.find(call->argument.text()) : syntax::NodeRef();
    const syntax::NodeRef type = parameter ? parameter.find("Type") : syntax::NodeRef();
    return type && (type.text() == "CommaDelimitedList" || type.text().starts_with("List<"));
}

void check_output(const syntax::NodeRef::Pair& output, const TemplateNames& names, Findings& findings) {
    const std::string_view id = output.key.text();
    if (!is_logical_id(id) && !names.is_loop(id))
        findings.add("invalid-name", output.key, fmt::format("the name {} may only have letters and digits", id),
                     fmt::format("名前 {} に使えるのは英数字だけです", id));
    if (!output.value.is_mapping())
        return findings.add("invalid-output", output.value, "an output has to be a mapping with Value",
                            "出力は Value を持つマッピングでなければなりません");
    for (const syntax::NodeRef::Pair pair : output.value.pairs()) {
        const std::string_view key = pair.key.text();
        if (std::ranges::find(output_keys, key) != output_keys.end() || is_left_out(key)) continue;
        const base::Text meant = guess(key, output_keys);
        findings.add("invalid-output", pair.key, fmt::format("an output has no attribute {}{}", key, meant.en),
                     fmt::format("出力に {} という属性はありません{}", key, meant.ja));
    }
    const syntax::NodeRef value = output.value.find("Value");
    if (!value) {
        findings.add("invalid-output", output.key, "the output needs a Value", "出力には Value が必要です");
    } else if (value.is_null() || makes_list(value, names)) {
        findings.add("output-not-text", value, "an output's value has to be text",
                     "出力の値は文字列でなければなりません");
    }
    if (const syntax::NodeRef exported = output.value.find("Export"); exported && !exported.find("Name"))
        findings.add("invalid-output", exported, "Export needs a Name", "Export には Name が必要です");
    const syntax::NodeRef condition = output.value.find("Condition");
    if (condition && condition.is_string() && !names.opaque() && !names.is_loop(condition.text()) &&
        names.owner().conditions().find(condition.text()) == nullptr)
        findings.add("undefined-condition", condition, fmt::format("condition {} is not defined", condition.text()),
                     fmt::format("条件 {} は定義されていません", condition.text()));
}

/// Whether an operand of Fn::Equals is the same in every deployment.
bool is_constant(syntax::NodeRef node) { return node.is_scalar() && !as_call(node); }

void check_comparisons(const Condition& condition, Findings& findings) {
    const syntax::Tree& tree = condition.node.tree();
    for (std::uint32_t i = condition.node.index(); i < tree.node(condition.node.index()).next; ++i) {
        const std::optional<Call> call = as_condition_call({tree, i});
        if (!call || call->function != Function::equals || call->argument.size() != 2) continue;
        const syntax::NodeRef left = call->argument.at(0);
        const syntax::NodeRef right = call->argument.at(1);
        if (!is_constant(left) || !is_constant(right)) continue;
        const bool same = node_text(left) == node_text(right);
        findings.add("constant-comparison", call->node,
                     fmt::format("this comparison is always {}", same ? "true" : "false"),
                     fmt::format("この比較は常に{}です", same ? "真" : "偽"));
    }
}

}  // namespace

void check_mappings(const TemplateNames& names, Findings& findings) {
    const syntax::NodeRef section = names.owner().section("Mappings");
    if (!section) return;
    for (const syntax::NodeRef::Pair pair : section.pairs()) {
        if (!is_left_out(pair.key.text())) check_mapping(pair, findings);
    }
}

void check_outputs(const TemplateNames& names, Findings& findings) {
    const syntax::NodeRef section = names.owner().section("Outputs");
    if (!section) return;
    for (const syntax::NodeRef::Pair pair : section.pairs()) {
        if (!is_left_out(pair.key.text())) check_output(pair, names, findings);
    }
}

void check_conditions(const TemplateNames& names, Findings& findings) {
    for (const Condition& condition : names.owner().conditions().all()) {
        if (is_left_out(condition.name)) continue;
        const std::optional<Call> call = as_condition_call(condition.node);
        const bool boolean = call && (call->function == Function::and_ || call->function == Function::or_ ||
                                      call->function == Function::not_ || call->function == Function::equals ||
                                      call->function == Function::condition || call->function == Function::transform);
        if (!boolean)
            findings.add("invalid-condition", condition.node,
                         "a condition has to be Fn::And, Fn::Or, Fn::Not, Fn::Equals or Condition",
                         "条件は Fn::And、Fn::Or、Fn::Not、Fn::Equals、Condition のいずれかでなければなりません");
        check_comparisons(condition, findings);
    }
}

void check_interface(const TemplateNames& names, Findings& findings) {
    const syntax::NodeRef metadata = names.owner().section("Metadata");
    const syntax::NodeRef interface = metadata ? metadata.find("AWS::CloudFormation::Interface") : syntax::NodeRef();
    if (!interface || names.opaque()) return;
    const auto check = [&](syntax::NodeRef node) {
        if (!node.is_scalar() || names.is_parameter(node.text())) return;
        findings.add("interface-parameter", node, fmt::format("there is no parameter {}", node.text()),
                     fmt::format("{} というパラメータはありません", node.text()));
    };
    if (const syntax::NodeRef groups = interface.find("ParameterGroups")) {
        for (const syntax::NodeRef group : groups.items()) {
            const syntax::NodeRef listed = group.find("Parameters");
            if (!listed) continue;
            for (const syntax::NodeRef name : listed.items()) check(name);
        }
    }
    if (const syntax::NodeRef labels = interface.find("ParameterLabels")) {
        for (const syntax::NodeRef::Pair label : labels.pairs()) check(label.key);
    }
}

}  // namespace csr::model::cloudformation
