#include "model/cloudformation/template_loader.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/stable_sort.hpp"
#include "model/cloudformation/default_assignment.hpp"
#include "model/cloudformation/domain_builder.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::uint32_t max_loop_depth = 8;
constexpr std::size_t max_loop_items = 1000;
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

std::vector<syntax::NodeRef::Pair> effective_pairs(syntax::NodeRef mapping) {
    std::vector<syntax::NodeRef::Pair> pairs;
    if (!mapping) return pairs;
    for (const syntax::NodeRef::Pair pair : mapping.pairs()) {
        if (pair.key.is_scalar()) pairs.push_back(pair);
    }
    if (mapping.tree().duplicates().empty()) return pairs;
    std::vector<std::pair<std::string_view, std::size_t>> keys;
    for (std::size_t i = 0; i < pairs.size(); ++i) keys.emplace_back(pairs[i].key.text(), i);
    std::ranges::sort(keys);
    std::vector<bool> superseded(pairs.size());
    for (std::size_t i = 1; i < keys.size(); ++i) superseded[keys[i - 1].second] = keys[i - 1].first == keys[i].first;
    std::size_t index = 0;
    std::erase_if(pairs, [&](const syntax::NodeRef::Pair&) { return superseded[index++]; });
    return pairs;
}

void TemplateLoader::load() {
    if (!template_.root_ || !template_.root_.is_mapping()) {
        if (template_.root_)
            problem(template_.root_, "a template has to be a mapping with Resources",
                    "テンプレートは Resources を持つマッピングでなければなりません");
        template_.root_ = {};
        return;
    }
    load_transforms();
    load_parameters();
    load_pseudo_parameters();
    load_conditions();
    DomainBuilder(template_).build();
    load_resources(mapping_section("Resources"), {nullptr, 0});
    load_outputs();
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
    if (transform.is_string()) template_.transforms_.push_back(transform.text());
    for (const syntax::NodeRef item : transform.items()) {
        if (item.is_string()) template_.transforms_.push_back(item.text());
        if (item.is_mapping()) template_.transforms_.push_back(text_of(item.find("Name")));
    }
    if (transform.is_mapping()) template_.transforms_.push_back(text_of(transform.find("Name")));
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
    parameter.shape = shape_of(text_of(pair.value.find("Type")));
    const syntax::NodeRef written = pair.value.find("Default");
    if (written && written.is_scalar() && !written.is_null()) parameter.default_value = written;
    if (parameter.shape == ParameterShape::stored) return;
    const auto given = template_.options_.parameters.find(parameter.name);
    if (given != template_.options_.parameters.end()) {
        parameter.known = given->second;
    } else if (template_.options_.use_defaults && parameter.default_value) {
        parameter.known = node_text(parameter.default_value);
    }
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
    for (const syntax::NodeRef::Pair& pair : effective_pairs(mapping_section("Conditions")))
        template_.conditions_.conditions_.push_back({pair.key.text(), pair.value});
    std::ranges::sort(template_.conditions_.conditions_, {}, &Condition::name);
}

void TemplateLoader::load_resources(syntax::NodeRef mapping, const Loop& loop) {
    for (const syntax::NodeRef::Pair& pair : effective_pairs(mapping)) {
        if (pair.key.text().starts_with("Fn::ForEach::")) {
            load_loop(pair, loop);
        } else if (pair.key.text() != "Fn::Transform") {
            load_resource(pair, loop);
        }
    }
}

void TemplateLoader::load_resource(const syntax::NodeRef::Pair& pair, const Loop& loop) {
    const std::string_view id = substitute_bindings(template_.arena_, loop.bindings, pair.key.text());
    if (template_.resources_.size() >= max_resources) return;
    if (!pair.value.is_mapping()) {
        problem(pair.value, fmt::format("resource {} has to be a mapping with Type and Properties", id),
                fmt::format("リソース {} は Type と Properties を持つマッピングでなければなりません", id));
        return;
    }
    Resource resource{id, {}, pair.key, pair.value, {}, {}, &template_, 0, loop.bindings};
    const syntax::NodeRef type = pair.value.find("Type");
    if (type && type.is_string()) {
        resource.type = substitute_bindings(template_.arena_, loop.bindings, type.text());
    } else {
        problem(type ? type : pair.key, fmt::format("the Type of resource {} has to be a string", id),
                fmt::format("リソース {} の Type は文字列でなければなりません", id));
    }
    const syntax::NodeRef properties = pair.value.find("Properties");
    if (properties && (properties.is_mapping() || as_call(properties))) {
        resource.properties = properties;
    } else if (properties) {
        problem(properties, fmt::format("the Properties of resource {} have to be a mapping", id),
                fmt::format("リソース {} の Properties はマッピングでなければなりません", id));
    }
    resource.condition = text_of(pair.value.find("Condition"));
    resource.index = static_cast<std::uint32_t>(template_.resources_.size());
    template_.resources_.push_back(resource);
}

void TemplateLoader::load_loop(const syntax::NodeRef::Pair& pair, const Loop& loop) {
    const syntax::NodeRef name = pair.value.at(0);
    const syntax::NodeRef collection = pair.value.at(1);
    const syntax::NodeRef body = pair.value.at(2);
    if (!name || !name.is_scalar() || !body || !body.is_mapping() || loop.depth >= max_loop_depth) {
        problem(pair.value, fmt::format("{} has to be [name, list, mapping]", pair.key.text()),
                fmt::format("{} は [名前, リスト, マッピング] でなければなりません", pair.key.text()));
        return;
    }
    for (const std::string_view item : loop_items(collection, loop)) {
        const Binding* const binding = template_.arena_.create<Binding>(Binding{name.text(), item, loop.bindings});
        load_resources(body, {binding, loop.depth + 1});
    }
}

std::vector<std::string_view> TemplateLoader::loop_items(syntax::NodeRef collection, const Loop& loop) {
    // A list parameter counts with its default: which resources there are is decided while loading.
    const Assignment defaults = default_assignment(template_);
    Scope scope = open_scope(template_, Evaluation{template_.arena_, defaults});
    scope.bindings = loop.bindings;
    const Type list{Type::Kind::list, &string_type};
    const Value value = resolve_present(scope, collection, &list);
    std::vector<std::string_view> items;
    if (value.is(Kind::list)) {
        const List& made = value.as_list();
        for (std::size_t i = 0; i < made.size() && i < max_loop_items; ++i) {
            const Value item = made.at(i);
            if (item.is(Kind::string)) items.push_back(item.text());
        }
    }
    if (items.empty())
        problem(collection, "the items of this loop cannot be known", "このループの項目を特定できません");
    return items;
}

void TemplateLoader::load_outputs() {
    for (const syntax::NodeRef::Pair& pair : effective_pairs(mapping_section("Outputs"))) {
        if (!pair.value.is_mapping()) continue;
        Output output{pair.key.text(), pair.value.find("Value"), {}, text_of(pair.value.find("Condition"))};
        if (const syntax::NodeRef exported = pair.value.find("Export")) output.export_name = exported.find("Name");
        template_.outputs_.push_back(output);
    }
}

void TemplateLoader::index_resources() {
    for (const Resource& resource : template_.resources_) template_.by_id_.push_back(&resource);
    template_.by_type_ = template_.by_id_;
    base::stable_sort(template_.by_id_, &Resource::id);
    base::stable_sort(template_.by_type_, &Resource::type);
}

}  // namespace csr::model::cloudformation
