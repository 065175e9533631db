#include "model/cloudformation/validation/validate.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "base/stable_sort.hpp"
#include "model/cloudformation/validation/dependencies.hpp"
#include "model/cloudformation/validation/identifiers.hpp"
#include "model/cloudformation/validation/properties.hpp"
#include "model/cloudformation/validation/sections.hpp"
#include "model/cloudformation/validation/style.hpp"

namespace csr::model::cloudformation {

namespace {

MentionLists check_resources(const TemplateNames& names, Findings& findings) {
    MentionLists mentions(names.owner().resources().size());
    MentionWalk walk(names, findings);
    for (const Resource& resource : names.owner().resources()) {
        findings.enter(&resource);
        check_resource_shape(names, resource, findings);
        PropertyCheck(names, resource, findings).run();
        check_style(names, resource, findings);
        walk.clear();
        for (const std::string_view key : {"Properties", "Metadata", "CreationPolicy", "UpdatePolicy"}) {
            if (const syntax::NodeRef part = resource.node.find(key)) walk.run(part);
        }
        mentions[resource.index] = walk.mentions();
    }
    findings.enter(nullptr);
    return mentions;
}

void check_output_mentions(const TemplateNames& names, MentionWalk& walk, Findings& findings) {
    for (const Output& output : names.owner().outputs()) {
        walk.clear();
        if (output.value) walk.run(output.value);
        if (output.export_name) walk.run(output.export_name);
        for (const ResourceMention& mention : walk.mentions()) {
            const std::string_view needed = mention.to->condition;
            if (needed.empty() || needed == output.condition) continue;
            std::vector<Guard> wanted = mention.guards;
            if (!output.condition.empty()) wanted.push_back({output.condition, true});
            wanted.push_back({needed, false});
            if (!surely_possible(names.owner(), wanted)) continue;
            findings.add("conditional-reference", mention.node,
                         fmt::format("{} is not there when condition {} is false", mention.to->id, needed),
                         fmt::format("条件 {} が偽のとき {} は存在しません", needed, mention.to->id));
        }
    }
}

/// Outside of resources first, then in their order.
std::size_t rank(const Finding& finding) { return finding.resource == nullptr ? 0 : finding.resource->index + 1U; }

auto order(const Finding& finding) {
    return std::tuple(rank(finding), finding.diagnostic.code, finding.diagnostic.place.node);
}

/// The same of the same place, said for several resources that lead there.
bool repeats(const Finding& first, const Finding& second) {
    return order(first) == order(second) && first.diagnostic.message.en == second.diagnostic.message.en;
}

std::vector<Finding> validate(const Template& owner) {
    Findings findings;
    if (!owner.root() || !owner.root().is_mapping()) return {};
    const TemplateNames names(owner);
    check_sections(names, findings);
    check_parameters(names, findings);
    check_mappings(names, findings);
    check_conditions(names, findings);
    MentionWalk walk(names, findings);
    if (const syntax::NodeRef section = owner.section("Conditions")) walk.run(section, true);
    if (const syntax::NodeRef section = owner.section("Rules")) walk.run(section, true);
    check_non_resources(names, findings);
    const MentionLists mentions = check_resources(names, findings);
    DependencyCheck(names, mentions, findings).run();
    check_identifiers(names, findings);
    check_outputs(names, findings);
    if (const syntax::NodeRef section = owner.section("Outputs"); section && !owner.options().assembly)
        check_joins(section, findings);
    check_output_mentions(names, walk, findings);
    check_interface(names, findings);
    check_unused(names, findings);
    return findings.take();
}

}  // namespace

std::span<const Finding> TemplateFindings::of(const Resource* resource, std::string_view code) const {
    if (!findings_) {
        findings_ = validate(*owner_);
        base::stable_sort(*findings_, order);
        findings_->erase(std::unique(findings_->begin(), findings_->end(), repeats), findings_->end());
    }
    const std::pair wanted(resource == nullptr ? std::size_t{0} : resource->index + std::size_t{1}, code);
    const auto range = std::ranges::equal_range(*findings_, wanted, {}, [](const Finding& finding) {
        return std::pair(rank(finding), finding.diagnostic.code);
    });
    return {range.begin(), range.end()};
}

}  // namespace csr::model::cloudformation
