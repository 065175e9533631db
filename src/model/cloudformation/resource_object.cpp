#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/containers.hpp"
#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/mapping_pairs.hpp"
#include "model/cloudformation/nested_stack.hpp"
#include "model/cloudformation/object_types.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/relations.hpp"
#include "model/cloudformation/serverless_globals.hpp"

namespace csr::model::cloudformation {

namespace {

/// A Resource as rules see it; its fields are made when they are read.
class ResourceObject : public Map {
  public:
    ResourceObject(Session& session, const Resource& resource) : session_(&session), resource_(&resource) {}

    [[nodiscard]] std::optional<Value> get(const Value& key) const override;
    [[nodiscard]] std::size_t size() const override { return resource_object_type().fields().size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override {
        return Value::string(resource_object_type().fields()[index].name);
    }
    [[nodiscard]] std::string_view object_type() const override { return resource_object_type().name(); }
    [[nodiscard]] const void* identity() const override { return resource_; }

  private:
    [[nodiscard]] std::optional<Value> written(std::string_view key, const Type& type) const;
    [[nodiscard]] Value depends_on() const;
    [[nodiscard]] Value metadata() const;

    Session* session_;
    const Resource* resource_;
    mutable std::optional<Value> properties_;  ///< once they were read
};

std::optional<Value> ResourceObject::get(const Value& key) const {
    if (!key.is(Kind::string)) return std::nullopt;
    const std::string_view name = key.text();
    const Place place = place_of(resource_->key);
    if (name == "id") return Value::string(resource_->id, place);
    if (name == "type") {
        const syntax::NodeRef type = member(resource_->node, "Type");
        return Value::string(resource_->type, type ? place_of(type) : place);
    }
    if (name == "properties") {
        if (!properties_) properties_ = properties_in(*session_, *resource_);
        return properties_;
    }
    if (name == "path") return Value::string(resource_->construct_path(), place);
    if (name == "generated") return Value::boolean(generated(*resource_), place);
    if (name == "stack") return Value::string(resource_->owner->stack(), place);
    if (name == "template") return template_in(*session_, *resource_->owner);
    if (name == "deletion_policy") return written("DeletionPolicy", string_type);
    if (name == "update_replace_policy") return written("UpdateReplacePolicy", string_type);
    if (name == "condition") {
        if (resource_->condition.empty()) return std::nullopt;
        return Value::string(resource_->condition, place_of(member(resource_->node, "Condition")));
    }
    if (name == "depends_on") return depends_on();
    if (name == "metadata") return metadata();
    if (name == "tags") return tags_of(*resource_, session_->evaluation());
    return std::nullopt;
}

std::optional<Value> ResourceObject::written(std::string_view key, const Type& type) const {
    const syntax::NodeRef node = member(resource_->node, key);
    return node ? resolve(scope_of(*resource_, *session_), node, &type) : std::nullopt;
}

Value ResourceObject::depends_on() const {
    const std::optional<Value> names = written("DependsOn", string_list_type);
    return names ? *names : make_list(session_->arena(), {}, place_of(resource_->key));
}

Value ResourceObject::metadata() const {
    const std::optional<Value> map = written("Metadata", dynamic_map_type);
    return map && map->is(Kind::map) ? *map : make_map(session_->arena(), {}, place_of(resource_->key));
}

}  // namespace

namespace {

/// Properties that are not written, or not as a mapping.
Value without_properties(Session& session, const Resource& resource, const Scope& scope, const Type* type,
                         syntax::NodeRef globals) {
    const syntax::NodeRef written = member(resource.node, "Properties");
    if (written && !written.is_null()) return unknown_at(scope, CauseKind::invalid, "Properties", written);
    if (globals) return make_node_map(scope, globals, type).placed(place_of(resource.key));
    if (const syntax::NodeRef macro = resource.owner->macro()) {
        const Value open = unknown_at(scope, CauseKind::transform, macro_name(macro), resource.key);
        return perhaps_absent(scope, open);
    }
    return make_map(session.arena(), {}, place_of(resource.key));
}

}  // namespace

Value properties_in(Session& session, const Resource& resource) {
    const auto schema = resource.owner->options().schema;
    const ObjectType* const object = schema == nullptr ? nullptr : schema(resource.type);
    const Type type{Type::Kind::object, nullptr, object};
    const Type* const kept = object == nullptr ? nullptr : session.arena().create<Type>(type);
    const Scope scope = scope_of(resource, session);
    const syntax::NodeRef globals = serverless_globals(*resource.owner, resource.type);
    if (!resource.properties) return without_properties(session, resource, scope, kept, globals);
    if (globals && resource.properties.is_mapping() && !as_call(resource.properties))
        return make_node_map(scope, resource.properties, kept, globals);
    const std::optional<Value> value = resolve(scope, resource.properties, kept);
    return value ? *value : make_map(session.arena(), {}, place_of(resource.key));
}

Value resource_in(Session& session, const Resource& resource) {
    return Value::map(*session.arena().create<ResourceObject>(session, resource), place_of(resource.key));
}

std::optional<Value> existing_resource(Session& session, const Resource& resource) {
    if (hangs_on_condition(resource)) {
        const Scope scope = scope_of(resource, session);
        const Value exists = existence(scope, resource);
        if (!exists.is(Kind::boolean)) return perhaps_absent(scope, exists.placed(place_of(resource.key)));
        if (!exists.as_boolean()) return std::nullopt;
    }
    return resource_in(session, resource);
}

std::vector<Value> existing_resources(Session& session, std::span<const Resource* const> resources) {
    std::vector<Value> items;
    for (const Resource* const resource : resources) {
        if (const std::optional<Value> item = existing_resource(session, *resource)) items.push_back(*item);
    }
    return items;
}

const Resource* resource_behind(const Value& value) {
    if (!value.is(Kind::map) || value.as_map().object_type() != resource_object_type().name()) return nullptr;
    return static_cast<const Resource*>(value.as_map().identity());
}

}  // namespace csr::model::cloudformation
