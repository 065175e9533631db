#include "model/cloudformation/template_loader.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/stable_sort.hpp"
#include "model/cloudformation/default_assignment.hpp"
#include "model/cloudformation/domain_builder.hpp"
#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/functions/for_each.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/mapping_pairs.hpp"
#include "model/cloudformation/rules_section.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::size_t max_resources = 100'000;  // far above CloudFormation's 500; loops multiply

ParameterShape shape_of(std::string_view type) {
    if (type.starts_with("AWS::SSM::Parameter::Value<")) return ParameterShape::stored;
    if (type == "Number") return ParameterShape::number;
    if (type == "List<Number>") return ParameterShape::number_list;
    if (type == "CommaDelimitedList" || type.starts_with("List<")) return ParameterShape::list;
    return ParameterShape::text;
}

std::string_view text_of(syntax::NodeRef node) {
    return node && node.is_scalar() && !node.is_null() ? node_text(node) : std::string_view();
}

}  // namespace

void TemplateLoader::load() {
    if (!template_.root_ || !template_.root_.is_mapping()) {
        if (template_.root_)
            problem(template_.root_, "a template has to be a mapping with Resources",
                    "テンプレートは Resources を持つマッピングでなければなりません");
        template_.root_ = {};
        return;
    }
    template_.merges_ = template_.tree_->source().bytes().find("<<") != std::string_view::npos;
    load_transforms();
    if (const std::size_t sets = template_.options_.parameter_sets.size(); sets > 1) {
        template_.deployment_choice_.name = "Parameters";
        template_.deployment_choice_.template_path = template_.path();
        template_.deployment_choice_.choices = static_cast<std::uint32_t>(sets);
    }
    load_parameters();
    load_pseudo_parameters();
    load_conditions();
    DomainBuilder(template_).build();
    load_resources();
    load_outputs();
    load_rules();
    index_resources();
    index_references();
    static_cast<void>(mapping_section("Mappings"));
    static_cast<void>(mapping_section("Metadata"));
}

void TemplateLoader::problem(syntax::NodeRef node, std::string en, std::string ja) {
    template_.problems_.push_back({place_of(node), {std::move(en), std::move(ja)}, {}});
}

syntax::NodeRef TemplateLoader::mapping_section(std::string_view name) {
    const syntax::NodeRef section = template_.root_.find(name);
    if (!section || section.is_mapping()) return section;
    problem(section, fmt::format("{} has to be a mapping", name),
            fmt::format("{} はマッピングでなければなりません", name));
    return {};
}

void TemplateLoader::load_transforms() {
    const syntax::NodeRef transform = template_.root_.find("Transform");
    if (!transform) return;
    if (!transform.is_sequence()) load_transform(transform);
    for (const syntax::NodeRef item : transform.items()) load_transform(item);
}

void TemplateLoader::load_transform(syntax::NodeRef written) {
    const std::string_view name = macro_name(written);
    if (!name.empty() || written.is_mapping()) template_.transforms_.push_back(name);
    if (name.empty()) return;
    const bool includes = name == "AWS::Include";
    if (name.starts_with("AWS::") && !includes) return;
    if (!includes && !template_.macro_) template_.macro_ = written;
    template_.incomplete_.push_back({CauseKind::transform, name, place_of(written), nullptr, false});
}

void TemplateLoader::load_parameters() {
    for (const syntax::NodeRef::Pair& pair : effective_pairs(mapping_section("Parameters"))) load_parameter(pair);
}

void TemplateLoader::load_parameter(const syntax::NodeRef::Pair& pair) {
    if (!pair.value.is_mapping()) {
        problem(pair.value, fmt::format("parameter {} has to be a mapping", pair.key.text()),
                fmt::format("パラメータ {} はマッピングでなければなりません", pair.key.text()));
        return;
    }
    Parameter& parameter = template_.parameters_.add(pair.key.text());
    parameter.node = pair.value;
    parameter.shape = shape_of(text_of(member(pair.value, "Type")));
    const syntax::NodeRef written = member(pair.value, "Default");
    if (written && written.is_scalar() && !written.is_null()) parameter.default_value = written;
    if (parameter.shape == ParameterShape::stored) return;
    const auto given = template_.options_.parameters.find(parameter.name);
    if (given != template_.options_.parameters.end()) {
        parameter.known = given->second;
    } else if (take_from_sets(parameter)) {
        return;
    } else if (template_.options_.use_defaults && parameter.default_value) {
        parameter.known = node_text(parameter.default_value);
    }
}

bool TemplateLoader::take_from_sets(Parameter& parameter) {
    const std::vector<ParameterSet>& sets = template_.options_.parameter_sets;
    std::vector<std::optional<std::string_view>> values;
    for (const ParameterSet& set : sets) {
        const auto found = set.values.find(parameter.name);
        values.push_back(found == set.values.end() ? std::nullopt : std::optional<std::string_view>(found->second));
    }
    const auto differs = [&](const std::optional<std::string_view>& value) { return value != values.front(); };
    if (values.empty() || std::ranges::none_of(values, [](const auto& value) { return value.has_value(); }))
        return false;
    if (std::ranges::none_of(values, differs))
        parameter.known = values.front();
    else
        parameter.by_set = std::move(values);
    return true;
}

void TemplateLoader::load_pseudo_parameters() {
    const TemplateOptions& options = template_.options_;
    const auto add = [this](std::string_view name, std::string_view value) {
        Parameter& parameter = template_.parameters_.add(name);
        parameter.pseudo = true;
        parameter.known = value;
    };
    if (options.stack_name) add("AWS::StackName", *options.stack_name);
    if (options.account) add("AWS::AccountId", *options.account);
    if (!options.region) return;
    add("AWS::Region", *options.region);
    const bool china = options.region->starts_with("cn-");
    const bool government = options.region->starts_with("us-gov-");
    add("AWS::Partition", china ? "aws-cn" : government ? "aws-us-gov" : "aws");
    add("AWS::URLSuffix", china ? "amazonaws.com.cn" : "amazonaws.com");
}

void TemplateLoader::load_conditions() {
    each_pair(mapping_section("Conditions"), {nullptr, 0},
              [this](const syntax::NodeRef::Pair& pair, const Binding* bindings) {
                  const std::string_view name = substitute_bindings(template_.arena_, bindings, pair.key.text());
                  template_.conditions_.conditions_.push_back({name, pair.value, bindings});
              });
    std::ranges::sort(template_.conditions_.conditions_, {}, &Condition::name);
}

void TemplateLoader::load_rules() {
    base::Arena arena;
    const Assignment nothing;
    const Scope scope = open_scope(template_, Evaluation{arena, nothing});
    for (const syntax::NodeRef::Pair& pair : effective_pairs(template_.section("Rules"))) {
        const Value holds = evaluate_rule(scope, pair.value);
        const bool splits = holds.is(Kind::unknown) &&
                            std::ranges::any_of(holds.as_unknown().causes,
                                                [](const Cause& cause) { return cause.variable != nullptr; });
        if (splits) template_.rules_.push_back(pair.value);
    }
}

void TemplateLoader::load_resources() {
    each_pair(
        mapping_section("Resources"), {nullptr, 0}, [this](const syntax::NodeRef::Pair& pair, const Binding* bindings) {
            if (pair.key.text() != "Fn::Transform") return load_resource(pair, bindings);
            const std::string_view name = macro_name(pair.value);
            template_.incomplete_.push_back(
                {CauseKind::transform, name.empty() ? pair.key.text() : name, place_of(pair.value), nullptr, false});
        });
}

void TemplateLoader::each_pair(syntax::NodeRef mapping, const Loop& loop, const Visitor& visit) {
    for (const syntax::NodeRef::Pair& pair : effective_pairs(mapping)) {
        if (functions::is_loop_key(pair.key.text()))
            unroll(pair, loop, visit);
        else
            visit(pair, loop.bindings);
    }
}

void TemplateLoader::unroll(const syntax::NodeRef::Pair& pair, const Loop& outer, const Visitor& visit) {
    const std::optional<functions::Loop> loop = functions::as_loop(pair.value);
    if (!loop || outer.depth >= functions::LoopLimits::depth) {
        problem(pair.value, fmt::format("{} has to be [name, list, mapping]", pair.key.text()),
                fmt::format("{} は [名前, リスト, マッピング] でなければなりません", pair.key.text()));
        return;
    }
    // A list parameter counts with its default: what a loop makes is decided while loading.
    const Assignment defaults = default_assignment(template_);
    Scope scope = open_scope(template_, Evaluation{template_.arena_, defaults});
    scope.bindings = outer.bindings;
    Value unknown;
    const auto items = functions::loop_items(*loop, scope, &unknown);
    if (!items) {
        problem(loop->collection, "the items of this loop cannot be known", "このループの項目を特定できません");
        if (unknown.is(Kind::unknown) && !unknown.as_unknown().causes.empty()) {
            Cause cause = unknown.as_unknown().causes.front();
            cause.variable = nullptr;  // no choice while judging makes the resources
            template_.incomplete_.push_back(cause);
        }
        return;
    }
    for (const std::string_view item : *items) {
        const Binding* const binding =
            template_.arena_.create<Binding>(Binding{loop->variable.text(), item, outer.bindings});
        each_pair(loop->body, {binding, outer.depth + 1}, visit);
    }
}

void TemplateLoader::load_resource(const syntax::NodeRef::Pair& pair, const Binding* bindings) {
    const std::string_view id = substitute_bindings(template_.arena_, bindings, pair.key.text());
    if (template_.resources_.size() >= max_resources) return;
    if (!pair.value.is_mapping()) {
        problem(pair.value, fmt::format("resource {} has to be a mapping with Type and Properties", id),
                fmt::format("リソース {} は Type と Properties を持つマッピングでなければなりません", id));
        return;
    }
    Resource resource{id, {}, pair.key, pair.value, {}, {}, &template_, 0, bindings};
    const syntax::NodeRef type = member(pair.value, "Type");
    if (type && type.is_string()) {
        resource.type = substitute_bindings(template_.arena_, bindings, type.text());
    } else {
        problem(type ? type : pair.key, fmt::format("the Type of resource {} has to be a string", id),
                fmt::format("リソース {} の Type は文字列でなければなりません", id));
    }
    const syntax::NodeRef properties = member(pair.value, "Properties");
    if (properties && (properties.is_mapping() || as_call(properties))) {
        resource.properties = properties;
    } else if (properties) {
        problem(properties, fmt::format("the Properties of resource {} have to be a mapping", id),
                fmt::format("リソース {} の Properties はマッピングでなければなりません", id));
    }
    resource.condition = substitute_bindings(template_.arena_, bindings, text_of(member(pair.value, "Condition")));
    resource.index = static_cast<std::uint32_t>(template_.resources_.size());
    template_.resources_.push_back(resource);
}

void TemplateLoader::load_outputs() {
    each_pair(mapping_section("Outputs"), {nullptr, 0},
              [this](const syntax::NodeRef::Pair& pair, const Binding* bindings) {
                  if (!pair.value.is_mapping()) return;
                  const auto substituted = [&](std::string_view text) {
                      return substitute_bindings(template_.arena_, bindings, text);
                  };
                  Output output{substituted(pair.key.text()),
                                member(pair.value, "Value"),
                                {},
                                substituted(text_of(member(pair.value, "Condition"))),
                                bindings};
                  if (const syntax::NodeRef exported = member(pair.value, "Export"))
                      output.export_name = member(exported, "Name");
                  template_.outputs_.push_back(output);
              });
}

void TemplateLoader::index_resources() {
    for (const Resource& resource : template_.resources_) template_.by_id_.push_back(&resource);
    template_.by_type_ = template_.by_id_;
    template_.by_place_ = template_.by_id_;
    base::stable_sort(template_.by_place_, [](const Resource* resource) { return resource->key.index(); });
    base::stable_sort(template_.by_id_, &Resource::id);
    base::stable_sort(template_.by_type_, &Resource::type);
}

}  // namespace csr::model::cloudformation
