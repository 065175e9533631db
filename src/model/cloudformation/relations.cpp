#include "model/cloudformation/relations.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::uint32_t max_links = 8;  ///< an import of an output that is itself an import ...

std::uint32_t index_of(const Template& owner, const Output& output) {
    return static_cast<std::uint32_t>(owner.resources().size() +
                                      static_cast<std::size_t>(&output - owner.outputs().data()));
}

const Export* link_of(const Template& owner, const Reference& reference) {
    const bool import = reference.kind == Reference::Kind::import_value && owner.deployment() != nullptr;
    return import ? owner.deployment()->linked_export(owner, reference.node) : nullptr;
}

/// The only resource that the nodes [first, last) of a template mention.
struct Targets {
    const Resource* found = nullptr;
    bool several = false;

    void add(const Resource* resource) {
        if (resource == nullptr) return;
        several |= found != nullptr && found != resource;
        found = resource;
    }
};

void collect_targets(const Template& owner, std::uint32_t first, Targets& targets, std::uint32_t depth) {
    const syntax::Node& node = owner.tree().node(first);
    if (node.kind == syntax::NodeKind::alias) first = node.text_begin;
    const std::uint32_t last = owner.tree().node(first).next;
    for (const Reference& reference : owner.references().within(first, last)) {
        if (reference.kind != Reference::Kind::import_value) {
            targets.add(owner.resource(reference.target));
        } else if (const Export* const link = depth < max_links ? link_of(owner, reference) : nullptr) {
            collect_targets(*link->owner, link->output->value.index(), targets, depth + 1);
        }
    }
}

bool choice_is_open(const Value& value) {
    return value.is(Kind::unknown) && std::ranges::any_of(value.as_unknown().causes, [](const Cause& cause) {
               return cause.variable != nullptr && cause.through_condition;
           });
}

}  // namespace

std::vector<Mention> mentions_of(const Resource& resource) {
    std::vector<Mention> mentions;
    std::vector<std::pair<const Template*, std::uint32_t>> level{{resource.owner, resource.index}};
    std::set<const Output*> seen;  // exports may import each other in a circle
    for (std::uint32_t depth = 0; !level.empty() && depth <= max_links; ++depth) {
        std::vector<std::pair<const Template*, std::uint32_t>> next;
        for (const auto& [owner, from] : level) {
            for (const Reference& reference : owner->references().from(from)) {
                if (reference.kind != Reference::Kind::import_value) {
                    mentions.push_back({owner, reference.target});
                } else if (const Export* const link = link_of(*owner, reference);
                           link != nullptr && seen.insert(link->output).second) {
                    next.emplace_back(link->owner, index_of(*link->owner, *link->output));
                }
            }
        }
        level = std::move(next);
    }
    return mentions;
}

bool refers_to(const Resource& from, const Resource& to) {
    return std::ranges::any_of(
        mentions_of(from), [&](const Mention& mention) { return mention.owner == to.owner && mention.id == to.id; });
}

Value referrers(const Deployment& deployment, const Resource& to, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    std::vector<Value> items;
    for (const Resource* const resource : deployment.referrers(to)) {
        if (const std::optional<Value> item = existing_resource(session, *resource)) items.push_back(*item);
    }
    return make_list(evaluation.arena, items);
}

const Resource* target_at(const Deployment& deployment, Place place) {
    const Template* const owner = place.valid() ? deployment.template_of(place.tree) : nullptr;
    if (owner == nullptr) return nullptr;
    Targets targets;
    collect_targets(*owner, place.node, targets, 0);
    return targets.several ? nullptr : targets.found;
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
