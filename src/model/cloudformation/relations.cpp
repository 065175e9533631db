#include "model/cloudformation/relations.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/nested_stack.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::uint32_t max_links = 8;  ///< an import of an output that is itself an import ...

std::uint32_t index_of(const Template& owner, const Output& output) {
    return static_cast<std::uint32_t>(owner.resources().size() +
                                      static_cast<std::size_t>(&output - owner.outputs().data()));
}

/// A part of a template whose mentions count for what leads to it: a value in a resource or output.
struct Passage {
    const Template* owner;
    std::uint32_t from;  ///< see Reference::from
    syntax::NodeRef node;
};

/// Where a mention leads beyond its own template: to the export that is imported, to an output of a nested stack, to
/// what the stacks around pass for a parameter.
std::vector<Passage> passages_of(const Template& owner, const Reference& reference) {
    std::vector<Passage> found;
    if (reference.kind == Reference::Kind::import_value) {
        const Deployment* const deployment = owner.deployment();
        const Export* const link = deployment == nullptr ? nullptr : deployment->linked_export(owner, reference.node);
        if (link != nullptr) found.push_back({link->owner, index_of(*link->owner, *link->output), link->output->value});
        return found;
    }
    if (const Resource* const resource = reference.attribute.empty() ? nullptr : owner.resource(reference.target)) {
        if (const Output* const output = output_of_nested(*resource, reference.attribute)) {
            const Template& nested = *nested_template(*resource);
            found.push_back({&nested, index_of(nested, *output), output->value});
        }
    }
    if (owner.callers().empty() || owner.parameters().find(reference.target) == nullptr) return found;
    for (const Resource* const caller : owner.callers()) {
        if (const syntax::NodeRef node = passed_node(*caller, reference.target))
            found.push_back({caller->owner, caller->index, node});
    }
    return found;
}

/// The mentions of a passage.
std::vector<Reference> references_in(const Passage& passage) {
    std::vector<Reference> found;
    const syntax::Tree& tree = passage.owner->tree();
    const syntax::Node& node = tree.node(passage.node.index());
    const std::uint32_t first = node.kind == syntax::NodeKind::alias ? node.text_begin : passage.node.index();
    for (const Reference& reference : passage.owner->references().within(first, tree.node(first).next)) {
        if (reference.from == passage.from) found.push_back(reference);
    }
    return found;
}

/// The only resource that a part of a template mentions.
struct Targets {
    const Resource* found = nullptr;
    bool several = false;

    void add(const Resource* resource) {
        if (resource == nullptr) return;
        several |= found != nullptr && found != resource;
        found = resource;
    }
};

void collect_targets(const Template& owner, std::span<const Reference> references, Targets& targets,
                     std::uint32_t depth) {
    for (const Reference& reference : references) {
        if (targets.several) return;
        const std::vector<Passage> passages =
            depth < max_links ? passages_of(owner, reference) : std::vector<Passage>();
        if (passages.empty()) targets.add(owner.resource(reference.target));
        for (const Passage& passage : passages)
            collect_targets(*passage.owner, references_in(passage), targets, depth + 1);
    }
}

}  // namespace

std::vector<Mention> mentions_of(const Resource& resource) {
    std::vector<Mention> mentions;
    std::set<std::pair<const Template*, std::uint32_t>> seen;  // stacks may import from each other in a circle
    struct Level {
        const Template* owner;
        std::vector<Reference> references;
    };
    const std::span<const Reference> own = resource.owner->references().from(resource.index);
    std::vector<Level> level{{resource.owner, {own.begin(), own.end()}}};
    for (std::uint32_t depth = 0; !level.empty() && depth <= max_links; ++depth) {
        std::vector<Level> next;
        for (const auto& [owner, references] : level) {
            for (const Reference& reference : references) {
                if (reference.kind != Reference::Kind::import_value) mentions.push_back({owner, reference.target});
                for (const Passage& passage : passages_of(*owner, reference)) {
                    if (seen.emplace(passage.owner, passage.node.index()).second)
                        next.push_back({passage.owner, references_in(passage)});
                }
            }
        }
        level = std::move(next);
    }
    return mentions;
}

bool refers_to(const Resource& from, const Resource& to) {
    const Deployment* const deployment = from.owner->deployment();
    if (deployment != nullptr && deployment == to.owner->deployment())
        return std::ranges::find(deployment->referrers(to), &from) != deployment->referrers(to).end();
    return std::ranges::any_of(
        mentions_of(from), [&](const Mention& mention) { return mention.owner == to.owner && mention.id == to.id; });
}

Value referrers(const Deployment& deployment, const Resource& to, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    return make_list(evaluation.arena, existing_resources(session, deployment.referrers(to)));
}

Value referred(const Deployment& deployment, const Resource& from, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    return make_list(evaluation.arena, existing_resources(session, deployment.mentioned(from)));
}

const Resource* target_at(const Deployment& deployment, Place place) {
    const Template* const owner = place.valid() ? deployment.template_of(place.tree) : nullptr;
    if (owner == nullptr) return nullptr;
    const syntax::Node& node = owner->tree().node(place.node);
    const std::uint32_t first = node.kind == syntax::NodeKind::alias ? node.text_begin : place.node;
    Targets targets;
    collect_targets(*owner, owner->references().within(first, owner->tree().node(first).next), targets, 0);
    if (targets.several || targets.found != nullptr) return targets.several ? nullptr : targets.found;
    const std::vector<const Resource*> named = deployment.named_in(*owner, {owner->tree(), place.node});
    return named.size() == 1 ? named.front() : nullptr;
}

bool choice_is_open(const Value& value) {
    return value.is(Kind::unknown) && std::ranges::any_of(value.as_unknown().causes, [](const Cause& cause) {
               return cause.variable != nullptr && cause.through_condition;
           });
}

Value target_of(const Deployment& deployment, const Value& value, const Evaluation& evaluation) {
    if (choice_is_open(value)) return value;
    const Resource* const target = target_at(deployment, value.place());
    if (target == nullptr) return Value::optional(nullptr, value.place());
    Session& session = *evaluation.arena.create<Session>(evaluation);
    const std::optional<Value> found = existing_resource(session, *target);
    if (!found) return Value::optional(nullptr, value.place());
    return found->is(Kind::unknown) ? *found : make_optional(evaluation.arena, *found);
}

}  // namespace csr::model::cloudformation
