#include "model/cloudformation/validation/identifiers.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <string>

#include "model/cloudformation/schema.hpp"
#include "model/cloudformation/validation/condition_logic.hpp"

namespace csr::model::cloudformation {

namespace {

struct NameProperty {
    std::string_view type;
    std::string_view property;
};

/// Resource types that are identified by an ARN, an address or an id, in which this property alone is chosen.
constexpr std::array name_properties{
    NameProperty{"AWS::ElasticLoadBalancingV2::LoadBalancer", "Name"},
    NameProperty{"AWS::ElasticLoadBalancingV2::TargetGroup", "Name"},
    NameProperty{"AWS::IAM::ManagedPolicy", "ManagedPolicyName"},
    NameProperty{"AWS::SNS::Topic", "TopicName"},
    NameProperty{"AWS::SQS::Queue", "QueueName"},
    NameProperty{"AWS::SecretsManager::Secret", "Name"},
    NameProperty{"AWS::StepFunctions::StateMachine", "StateMachineName"},
};

/// The properties that name a resource.
std::vector<std::string_view> identifiers_of(const Resource& resource, const ResourceFacts& facts) {
    const auto* const known = std::ranges::find(name_properties, resource.type, &NameProperty::type);
    if (known != name_properties.end()) return {known->property};
    return packed_texts(facts.identifier);
}

/// What the properties that name a resource say, as written; empty when one of them is left to AWS or is no property.
std::string written_identifier(const Resource& resource, const ResourceFacts& facts) {
    const ObjectType* const type = resource_properties(resource.type);
    const std::vector<std::string_view> identifiers = identifiers_of(resource, facts);
    if (type == nullptr || !resource.properties || resource.bindings != nullptr || identifiers.empty()) return {};
    std::string key(resource.type);
    for (const std::string_view name : identifiers) {
        const syntax::NodeRef value = resource.properties.find(name);
        if (type->field(name) == nullptr || !value) return {};
        const source::Span span = value.span();
        const std::string_view bytes = value.tree().source().bytes().substr(span.begin, span.end - span.begin);
        // What chooses between values may choose differently; and an empty value is none.
        if (bytes.empty() || bytes.find("If") != std::string_view::npos) return {};
        key += fmt::format("\n{} {}", value.tag(), value.is_scalar() ? value.text() : bytes);
    }
    return key;
}

bool exist_together(const Template& owner, const Resource& first, const Resource& second) {
    std::vector<Guard> guards;
    if (!first.condition.empty()) guards.push_back({first.condition, true});
    if (!second.condition.empty()) guards.push_back({second.condition, true});
    return guards.empty() || surely_possible(owner, guards);
}

}  // namespace

void check_identifiers(const TemplateNames& names, Findings& findings) {
    const Template& owner = names.owner();
    std::map<std::string, const Resource*> seen;
    for (const Resource& resource : owner.resources()) {
        const ResourceFacts* const facts = facts_of(resource.type);
        std::string key = facts == nullptr ? std::string() : written_identifier(resource, *facts);
        if (key.empty()) continue;
        const auto [found, is_new] = seen.try_emplace(std::move(key), &resource);
        if (is_new || !exist_together(owner, *found->second, resource)) continue;
        const syntax::NodeRef name = resource.properties.find(identifiers_of(resource, *facts).front());
        findings.enter(&resource);
        findings.add(
            "identifier-taken", name,
            fmt::format("{} names itself as {} does; only one of them can be made", resource.id, found->second->id),
            fmt::format("{} の名前が {} と同じです。作成できるのは一方だけです", resource.id, found->second->id));
    }
    findings.enter(nullptr);
}

}  // namespace csr::model::cloudformation
