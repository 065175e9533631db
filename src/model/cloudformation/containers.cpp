#include "model/cloudformation/containers.hpp"

#include <memory>

#include "model/cloudformation/intrinsic.hpp"

namespace csr::model::cloudformation {

namespace {

/// Whether a value is AWS::NoValue; only what may turn out to be that is evaluated.
bool is_absent(const Scope& scope, syntax::NodeRef node) {
    if (scope.raw) return false;
    const std::optional<Call> call = as_call(node);
    if (!call) return false;
    switch (call->function) {
        case Function::ref:
            if (scope.bindings != nullptr) break;
            return call->argument.is_scalar() && call->argument.text() == "AWS::NoValue";
        case Function::if_:
        case Function::find_in_map:
        case Function::select:
        case Function::import_value:
            break;
        default:
            return false;
    }
    return !resolve(scope, node, nullptr).has_value();
}

class NodeList : public List {
  public:
    NodeList(const Scope& scope, std::span<const syntax::NodeRef> items, const Type* element)
        : scope_(scope), items_(items), element_(element) {}

    [[nodiscard]] std::size_t size() const override { return items_.size(); }
    [[nodiscard]] Value at(std::size_t index) const override {
        return resolve_present(scope_, items_[index], element_);
    }

  private:
    Scope scope_;
    std::span<const syntax::NodeRef> items_;
    const Type* element_;
};

struct Member {
    std::string_view key;
    syntax::NodeRef key_node;
    syntax::NodeRef value;
};

/// What a member came to.
struct Known {
    std::optional<Value> value;
    bool resolved = false;
};

class NodeMap : public Map {
  public:
    NodeMap(const Scope& scope, std::span<const Member> members, std::span<Known> known, const Type* type,
            syntax::NodeRef transform)
        : scope_(scope), members_(members), known_(known), type_(type), transform_(transform) {}

    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        for (std::size_t index = 0; index < members_.size(); ++index) {
            if (members_[index].key == key.text()) return member(index);
        }
        if (transform_)
            return perhaps_absent(scope_, unknown_at(scope_, CauseKind::transform, "Fn::Transform", transform_));
        return std::nullopt;
    }
    [[nodiscard]] std::size_t size() const override { return members_.size(); }
    [[nodiscard]] Value key_at(std::size_t index) const override {
        return Value::string(members_[index].key, place_of(members_[index].key_node));
    }

  private:
    /// Rules read the same members again and again: each is resolved once.
    [[nodiscard]] const std::optional<Value>& member(std::size_t index) const {
        Known& known = known_[index];
        if (!known.resolved) {
            known.value = resolve(scope_, members_[index].value, member_type(members_[index].key));
            known.resolved = true;
        }
        return known.value;
    }

    [[nodiscard]] const Type* member_type(std::string_view key) const {
        if (type_ == nullptr) return nullptr;
        if (type_->kind == Type::Kind::map) return type_->element;
        if (type_->kind != Type::Kind::object || type_->object == nullptr) return nullptr;
        const Field* const field = type_->object->field(key);
        return field == nullptr ? nullptr : field->type;
    }

    Scope scope_;
    std::span<const Member> members_;
    std::span<Known> known_;
    const Type* type_;
    syntax::NodeRef transform_;
};

/// Of a key that stands twice, the later value counts.
void add_member(std::vector<Member>& members, const Member& added, bool duplicates) {
    if (duplicates) std::erase_if(members, [&added](const Member& member) { return member.key == added.key; });
    members.push_back(added);
}

}  // namespace

Value make_node_list(const Scope& scope, syntax::NodeRef node, const Type* type) {
    std::vector<syntax::NodeRef> items;
    items.reserve(node.size());
    for (const syntax::NodeRef item : node.items()) {
        if (!is_absent(scope, item)) items.push_back(item);
    }
    const Type* const element = type != nullptr && type->kind == Type::Kind::list ? type->element : nullptr;
    const std::span<const syntax::NodeRef> kept = scope.arena().copy(std::span<const syntax::NodeRef>(items));
    return Value::list(*scope.arena().create<NodeList>(scope, kept, element), place_of(node));
}

Value make_node_map(const Scope& scope, syntax::NodeRef node, const Type* type) {
    const bool duplicates = !node.tree().duplicates().empty();
    std::vector<Member> members;
    members.reserve(node.size());
    syntax::NodeRef transform;
    for (const syntax::NodeRef::Pair pair : node.pairs()) {
        if (!pair.key.is_scalar()) continue;
        const std::string_view key = substitute_bindings(scope.arena(), scope.bindings, pair.key.text());
        if (key == "Fn::Transform" && !scope.raw) {
            transform = pair.value;
        } else if (!is_absent(scope, pair.value)) {
            add_member(members, {key, pair.key, pair.value}, duplicates);
        }
    }
    const std::span<const Member> kept = scope.arena().copy(std::span<const Member>(members));
    auto* const first = static_cast<Known*>(scope.arena().allocate(sizeof(Known) * kept.size(), alignof(Known)));
    const std::span<Known> known(first, kept.size());
    std::ranges::uninitialized_value_construct(known);
    return Value::map(*scope.arena().create<NodeMap>(scope, kept, known, type, transform), place_of(node));
}

}  // namespace csr::model::cloudformation
