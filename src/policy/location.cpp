#include "policy/location.hpp"

#include "model/cloudformation/intrinsic.hpp"
#include "model/node_value.hpp"

namespace csr::policy {

namespace {

using model::cloudformation::Resource;

/// The property of `resource` that `place` belongs to, as names joined by '/' up to the first list or intrinsic
/// function; empty outside Properties.
std::string property_path(const Resource& resource, model::Place place) {
    if (!resource.properties.valid() || !encloses(model::place_of(resource.properties), place)) return {};
    std::string path;
    model::Place container = model::place_of(resource.properties);
    while (container.node != place.node) {
        const syntax::NodeRef node(*container.tree, container.node);
        if (!node.is_mapping() || model::cloudformation::as_call(node)) break;
        syntax::NodeRef next;
        for (const auto pair : node.pairs()) {
            const bool holds = pair.key.index() == place.node || encloses(model::place_of(pair.value), place);
            if (!holds) continue;
            next = pair.value;
            path += (path.empty() ? "" : "/") + std::string(pair.key.text());
        }
        if (!next.valid()) break;
        container = model::place_of(next);
    }
    return path;
}

}  // namespace

const Resource* resource_at(const model::Project& project, model::Place place) {
    for (const auto& deployment : project.deployments()) {
        const model::cloudformation::Template* owner = deployment->template_of(place.tree);
        if (owner != nullptr) return owner->resource_at(place.node);
    }
    return nullptr;
}

Location document_location(model::Place place) {
    const syntax::NodeRef node(*place.tree, place.node);
    return {&place.tree->source(), node.span()};
}

Location source_location(model::Place place, const PlaceContext& context) {
    const Resource* resource = context.project == nullptr ? nullptr : resource_at(*context.project, place);
    if (resource != nullptr) {
        const auto& sources = context.project->construct_sources();
        if (const auto found = sources.find(*resource, property_path(*resource, place)))
            return {found->source, found->span};
    }
    return document_location(place);
}

base::Text synthesized_note(model::Place place, const PlaceContext& context) {
    const Resource* const resource = context.project == nullptr ? nullptr : resource_at(*context.project, place);
    if (resource != nullptr) {
        const std::string property = property_path(*resource, place);
        const auto found = context.project->construct_sources().find(*resource, property);
        if (found && found->around)
            return {
                "in the synthesized template; the construct whose call is named makes this resource beside its own",
                "生成されたテンプレート内の位置 (このリソースは、示した呼び出しのコンストラクトが内部で作成します)"};
        if (found && !found->property && !property.empty())
            return {
                "in the synthesized template; the call of the construct is named, as its properties do not show where "
                "this is set",
                "生成されたテンプレート内の位置 (設定箇所を特定できないため、コンストラクトの呼び出しを示しています)"};
    }
    return {"in the synthesized template", "生成されたテンプレート内の位置"};
}

model::Place header_of(model::Place place) {
    const syntax::Tree& tree = *place.tree;
    if (tree.node(tree.parent(place.node)).kind == syntax::NodeKind::mapping && tree.parent(place.node) != place.node)
        return {&tree, tree.key_of(place.node)};
    const syntax::Node& node = tree.node(place.node);
    const bool has_key = node.kind == syntax::NodeKind::mapping && node.size > 0;
    return {&tree, has_key ? place.node + 1 : place.node};
}

bool encloses(model::Place outer, model::Place inner) {
    return outer.tree == inner.tree && outer.valid() && outer.node <= inner.node &&
           inner.node < outer.tree->node(outer.node).next;
}

}  // namespace csr::policy
