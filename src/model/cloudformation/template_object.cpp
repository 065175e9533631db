#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/containers.hpp"
#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/object_types.hpp"
#include "model/cloudformation/objects.hpp"

namespace csr::model::cloudformation {

namespace {

/// A Template as rules see it; its fields are made when they are read.
class TemplateObject : public Map {
  public:
    TemplateObject(Session& session, const Template& owner) : session_(&session), owner_(&owner) {}

    [[nodiscard]] std::optional<Value> get(const Value& key) const override;
    [[nodiscard]] std::size_t size() const override { return template_object_type().fields().size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override {
        return Value::string(template_object_type().fields()[index].name);
    }
    [[nodiscard]] std::string_view object_type() const override { return template_object_type().name(); }
    [[nodiscard]] const void* identity() const override { return owner_; }

  private:
    [[nodiscard]] Place place() const { return owner_->root() ? place_of(owner_->root()) : Place{}; }
    [[nodiscard]] Value section(std::string_view name) const;
    [[nodiscard]] Value transform() const;
    [[nodiscard]] Value resources() const;

    Session* session_;
    const Template* owner_;
};

std::optional<Value> TemplateObject::get(const Value& key) const {
    if (!key.is(Kind::string)) return std::nullopt;
    const std::string_view name = key.text();
    const TemplateOptions& options = owner_->options();
    if (name == "path") return Value::string(owner_->path(), place());
    if (name == "stack") return Value::string(owner_->stack(), place());
    if (name == "transform") return transform();
    if (name == "parameters") return section("Parameters");
    if (name == "outputs") return section("Outputs");
    if (name == "conditions") return section("Conditions");
    if (name == "mappings") return section("Mappings");
    if (name == "metadata") return section("Metadata");
    if (name == "resources") return resources();
    if (name == "assembly") return Value::boolean(options.assembly, place());
    if (name == "region" && options.region) return Value::string(*options.region, place());
    if (name == "account" && options.account) return Value::string(*options.account, place());
    if (name == "description" && owner_->root()) {
        const syntax::NodeRef description = owner_->root().find("Description");
        if (description && description.is_string()) return Value::string(description.text(), place_of(description));
    }
    return std::nullopt;
}

Value TemplateObject::section(std::string_view name) const {
    const syntax::NodeRef node = owner_->section(name);
    if (!node) return make_map(session_->arena(), {}, place());
    const Scope scope{session_, owner_, nullptr, 0, true, nullptr};
    return make_node_map(scope, node, nullptr);
}

Value TemplateObject::transform() const {
    std::vector<Value> names;
    for (const std::string_view name : owner_->transforms()) names.push_back(Value::string(name, place()));
    return make_list(session_->arena(), names, place());
}

Value TemplateObject::resources() const {
    std::vector<Value> items;
    for (const Resource& resource : owner_->resources()) {
        if (const std::optional<Value> item = existing_resource(*session_, resource)) items.push_back(*item);
    }
    if (const std::optional<Value> more = further_resources(session_->arena(), *owner_)) items.push_back(*more);
    return make_list(session_->arena(), items, place());
}

}  // namespace

std::optional<Value> further_resources(base::Arena& arena, const Template& owner) {
    if (owner.incomplete().empty()) return std::nullopt;
    return Value::unknown(*arena.create<Unknown>(owner.incomplete(), true));
}

void append_further_resources(base::Arena& arena, const Deployment& deployment, const Template* asking,
                              std::vector<Value>& items) {
    for (const auto& owner : deployment.templates()) {
        if (asking != nullptr && owner.get() != asking) continue;
        if (const std::optional<Value> more = further_resources(arena, *owner)) items.push_back(*more);
    }
}

Value template_in(Session& session, const Template& owner) {
    const Place place = owner.root() ? place_of(owner.root()) : Place{};
    return Value::map(*session.arena().create<TemplateObject>(session, owner), place);
}

const Template* template_behind(const Value& value) {
    if (!value.is(Kind::map) || value.as_map().object_type() != template_object_type().name()) return nullptr;
    return static_cast<const Template*>(value.as_map().identity());
}

}  // namespace csr::model::cloudformation
