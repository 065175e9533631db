#include "model/cloudformation/validation/mentions.hpp"

#include <fmt/format.h>

#include "model/cloudformation/schema.hpp"
#include "model/cloudformation/sub_text.hpp"
#include "model/type.hpp"

namespace csr::model::cloudformation {

namespace {

/// Types whose attributes the registry cannot list.
bool has_free_attributes(const Resource& resource) {
    return resource.type == "AWS::CloudFormation::CustomResource" || resource.type.starts_with("AWS::Serverless::");
}

}  // namespace

AttributeName attribute_name(const Call& call) {
    const syntax::NodeRef argument = call.argument;
    if (argument.is_scalar()) {
        const std::string_view text = argument.text();
        const std::size_t dot = text.find('.');
        if (dot == std::string_view::npos) return {text, {}};
        return {text.substr(0, dot), text.substr(dot + 1)};
    }
    const syntax::NodeRef resource = argument.at(0);
    const syntax::NodeRef attribute = argument.at(1);
    AttributeName name;
    if (resource && resource.is_scalar() && !as_call(resource)) name.resource = resource.text();
    if (attribute && attribute.is_scalar() && !as_call(attribute)) name.attribute = attribute.text();
    return name;
}

void MentionWalk::run(syntax::NodeRef root, bool in_condition) {
    in_condition_ = in_condition;
    guards_.clear();
    walk(root, 0);
}

void MentionWalk::walk(syntax::NodeRef node, std::uint32_t depth) {
    if (depth > most_depth) return;
    if (const std::optional<Call> found = in_condition_ ? as_condition_call(node) : as_call(node)) {
        // What an alias stands for is looked at once.
        const bool alias = node.tree().node(node.index()).kind == syntax::NodeKind::alias;
        if (!alias && !seen_.insert(node.index()).second) return;
        call(*found, depth);
        return;
    }
    for (const syntax::NodeRef item : node.items()) walk(item, depth + 1);
    for (const syntax::NodeRef::Pair pair : node.pairs()) walk(pair.value, depth + 1);
}

void MentionWalk::call(const Call& call, std::uint32_t depth) {
    check_function_shape(call, names_, findings_);
    switch (call.function) {
        case Function::transform:
            return;
        case Function::if_:
            return branches(call, depth);
        case Function::ref:
            return ref(call);
        case Function::get_att:
            get_att(call);
            break;
        case Function::sub:
            sub(call);
            break;
        case Function::find_in_map:
            find_in_map(call);
            break;
        case Function::condition:
            return condition(call.argument);
        default:
            break;
    }
    if (call.short_form) {
        for (const syntax::NodeRef item : call.argument.items()) walk(item, depth + 1);
        for (const syntax::NodeRef::Pair pair : call.argument.pairs()) walk(pair.value, depth + 1);
    } else {
        walk(call.argument, depth + 1);
    }
}

void MentionWalk::branches(const Call& call, std::uint32_t depth) {
    if (!call.argument.is_sequence() || call.argument.size() != 3) return;
    const syntax::NodeRef name = call.argument.at(0);
    if (!name.is_scalar() || as_call(name)) return;
    condition(name);
    for (const bool holds : {true, false}) {
        guards_.push_back({name.text(), holds});
        walk(call.argument.at(holds ? 1 : 2), depth + 1);
        guards_.pop_back();
    }
}

void MentionWalk::condition(syntax::NodeRef node) {
    if (!node.is_scalar()) return;
    const std::string_view name = node.text();
    const ConditionTable& conditions = names_.owner().conditions();
    if (conditions.find(name) != nullptr || names_.opaque() || names_.is_loop(name)) return;
    std::vector<std::string_view> known;
    for (const Condition& candidate : conditions.all()) known.push_back(candidate.name);
    const base::Text meant = guess(name, known);
    findings_.add("undefined-condition", node, fmt::format("condition {} is not defined{}", name, meant.en),
                  fmt::format("条件 {} は定義されていません{}", name, meant.ja));
}

void MentionWalk::ref(const Call& call) {
    if (!call.argument.is_scalar() || (!call.short_form && as_call(call.argument))) return;
    const std::string_view name = call.argument.text();
    if (const Resource* const resource = names_.owner().resource(name)) return mention(*resource, call.node);
    if (names_.is_parameter(name) || is_pseudo_parameter(name) || names_.may_appear(name)) return;
    const base::Text meant = guess(name, names_.mentionable());
    findings_.add("undefined-reference", call.argument,
                  fmt::format("there is no parameter or resource {}{}", name, meant.en),
                  fmt::format("{} というパラメータまたはリソースはありません{}", name, meant.ja));
}

void MentionWalk::get_att(const Call& call) {
    const AttributeName name = attribute_name(call);
    if (name.resource.empty()) return;
    const Resource* const resource = names_.owner().resource(name.resource);
    if (resource != nullptr) {
        mention(*resource, call.node);
        if (!name.attribute.empty()) attribute(call, *resource, name.attribute);
        return;
    }
    if (names_.may_appear(name.resource)) return;
    const base::Text meant = guess(name.resource, names_.mentionable());
    findings_.add("undefined-attribute", call.node, fmt::format("there is no resource {}{}", name.resource, meant.en),
                  fmt::format("{} というリソースはありません{}", name.resource, meant.ja));
}

void MentionWalk::attribute(const Call& call, const Resource& resource, std::string_view name) {
    const ResourceFacts* const facts = facts_of(resource.type);
    if (facts == nullptr || has_free_attributes(resource) || names_.is_loop(name)) return;
    if (packed_contains(facts->attributes, name)) return;
    const std::string_view first = name.substr(0, name.find('.'));
    const bool outputs = first == "Outputs" && packed_contains(facts->attributes, first);
    if (outputs || packed_contains(facts->attributes, first) ||
        resource_properties(resource.type)->field(first) != nullptr)
        return;
    const base::Text meant = guess(name, packed_texts(facts->attributes));
    findings_.add("undefined-attribute", call.node,
                  fmt::format("{} has no attribute {}{}", resource.type, name, meant.en),
                  fmt::format("{} に属性 {} はありません{}", resource.type, name, meant.ja));
}

void MentionWalk::sub(const Call& call) {
    const syntax::NodeRef text = call.argument.is_sequence() ? call.argument.at(0) : call.argument;
    const syntax::NodeRef own = call.argument.is_sequence() ? call.argument.at(1) : syntax::NodeRef();
    if (!text || !text.is_scalar()) return;
    SubReader reader(text.text());
    while (const std::optional<SubReader::Piece> piece = reader.next()) {
        if (!piece->name || (own && own.is_mapping() && own.find_key(piece->text))) continue;
        sub_name(call, piece->text);
    }
}

void MentionWalk::sub_name(const Call& call, std::string_view name) {
    const std::size_t dot = name.find('.');
    const std::string_view first = name.substr(0, dot);
    if (const Resource* const resource = names_.owner().resource(first)) {
        mention(*resource, call.node);
        if (dot != std::string_view::npos) attribute(call, *resource, name.substr(dot + 1));
        return;
    }
    const bool known = dot == std::string_view::npos && (names_.is_parameter(first) || is_pseudo_parameter(first));
    if (known || names_.may_appear(first)) return;
    const base::Text meant = guess(first, names_.mentionable());
    findings_.add("undefined-sub-variable", call.node,
                  fmt::format("${{{}}} is no parameter, resource or variable of this Fn::Sub{}", name, meant.en),
                  fmt::format("${{{}}} に当たるパラメータ、リソース、変数はありません{}", name, meant.ja));
}

void MentionWalk::find_in_map(const Call& call) {
    if (!call.argument.is_sequence() || call.argument.size() < 3 || names_.opaque()) return;
    const syntax::NodeRef name = call.argument.at(0);
    if (!name.is_scalar() || as_call(name) || names_.is_loop(name.text())) return;
    const syntax::NodeRef mappings = names_.owner().section("Mappings");
    const syntax::NodeRef mapping = mappings ? mappings.find(name.text()) : syntax::NodeRef();
    const bool has_default = call.argument.size() > 3;
    if (!mapping) {
        if (has_default) return;
        findings_.add("undefined-mapping", name, fmt::format("there is no mapping {}", name.text()),
                      fmt::format("{} というマッピングはありません", name.text()));
        return;
    }
    syntax::NodeRef level = mapping;
    for (const std::uint32_t position : {1U, 2U}) {
        const syntax::NodeRef key = call.argument.at(position);
        if (has_default || !key.is_scalar() || as_call(key) || names_.is_loop(key.text())) return;
        const syntax::NodeRef next = level.find(key.text());
        if (!next) {
            findings_.add("undefined-mapping", key, fmt::format("mapping {} has no key {}", name.text(), key.text()),
                          fmt::format("マッピング {} にキー {} はありません", name.text(), key.text()));
            return;
        }
        level = next;
    }
}

}  // namespace csr::model::cloudformation
