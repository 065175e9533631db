#include "model/cloudformation/containers.hpp"

#include <algorithm>
#include <memory>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/functions/for_each.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/mapping_pairs.hpp"

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

/// What a list's item came to.
struct Item {
    syntax::NodeRef node;
    std::optional<Value> value;  ///< once it was read
};

class NodeList : public List {
  public:
    NodeList(const Scope& scope, std::span<Item> items, const Type* element)
        : scope_(scope), items_(items), element_(element) {}

    [[nodiscard]] std::size_t size() const override { return items_.size(); }
    [[nodiscard]] Value at(std::size_t index) const override {
        Item& item = items_[index];
        if (!item.value) item.value = resolve_present(scope_, item.node, element_);
        return *item.value;
    }

  private:
    Scope scope_;
    std::span<Item> items_;
    const Type* element_;
};

struct Member {
    std::string_view key;
    syntax::NodeRef key_node;
    syntax::NodeRef value;
    const Binding* bindings = nullptr;
    syntax::NodeRef base = {};  ///< what Globals says beside it
};

/// What a member came to.
struct Known {
    std::optional<Value> value;
    bool resolved = false;
};

class NodeMap : public Map {
  public:
    NodeMap(const Scope& scope, std::span<const Member> members, std::span<Known> known, const Type* type,
            const Value* open)
        : scope_(scope), members_(members), known_(known), type_(type), open_(open) {}

    [[nodiscard]] std::optional<Value> get(const Value& key) const override {
        if (!key.is(Kind::string)) return std::nullopt;
        for (std::size_t index = 0; index < members_.size(); ++index) {
            if (members_[index].key == key.text()) return member(index);
        }
        return open_ == nullptr ? std::nullopt : std::optional(*open_);
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
            known.value = resolved(members_[index]);
            known.resolved = true;
        }
        return known.value;
    }

    [[nodiscard]] std::optional<Value> resolved(const Member& member) const {
        Scope scope = scope_;
        scope.bindings = member.bindings;
        const Type* const type = member_type(member.key);
        if (member.base) return merged(scope, member, type);
        const std::optional<Value> value = resolve(scope, member.value, type);
        return value && value->is(Kind::null) && !scope.raw ? std::nullopt : value;
    }

    /// Globals and a resource's own value: maps are merged, lists joined.
    [[nodiscard]] static Value merged(const Scope& scope, const Member& member, const Type* type) {
        if (member.value.is_mapping()) return make_node_map(scope, member.value, type, member.base);
        std::vector<Value> items;
        for (const syntax::NodeRef part : {member.base, member.value}) {
            const Value list = make_node_list(scope, part, type);
            for (std::size_t i = 0; i < list.as_list().size(); ++i) items.push_back(list.as_list().at(i));
        }
        return make_list(scope.arena(), items, place_of(member.value));
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
    const Value* open_;  ///< what a key comes to that is not there; null when it is absent
};

/// Finds the members of a mapping: without those that are AWS::NoValue, with those that loops and Globals add.
class MemberReader {
  public:
    explicit MemberReader(const Scope& scope) : scope_(scope) {}

    void read(syntax::NodeRef node, syntax::NodeRef base) {
        duplicates_ = !node.tree().duplicates().empty();
        members_.reserve(node.size());
        read_pairs(node, scope_.bindings, 0);
        if (base) add_base(node, base);
        if (!open_ && !scope_.raw && scope_.owner->macro())
            set_open(unknown_at(scope_, CauseKind::transform, macro_name(scope_.owner->macro()), node));
    }

    [[nodiscard]] const std::vector<Member>& members() const { return members_; }
    [[nodiscard]] const Value* open() const { return open_; }

  private:
    void set_open(const Value& value) { open_ = scope_.arena().create<Value>(perhaps_absent(scope_, value)); }

    void read_pairs(syntax::NodeRef node, const Binding* bindings, std::uint32_t depth) {
        if (scope_.owner->merges() && !scope_.raw) {
            for (const syntax::NodeRef::Pair& pair : effective_pairs(node)) read_pair(pair, bindings, depth);
        } else {
            for (const syntax::NodeRef::Pair pair : node.pairs()) read_pair(pair, bindings, depth);
        }
    }

    void read_pair(const syntax::NodeRef::Pair& pair, const Binding* bindings, std::uint32_t depth) {
        if (!pair.key.is_scalar()) return;
        const std::string_view key = substitute_bindings(scope_.arena(), bindings, pair.key.text());
        if (!scope_.raw && key == "Fn::Transform") {
            const std::string_view name = macro_name(pair.value);
            return set_open(unknown_at(scope_, CauseKind::transform, name.empty() ? key : name, pair.value));
        }
        if (!scope_.raw && functions::is_loop_key(key)) return unroll(pair.value, bindings, depth);
        if (!scope_.raw && pair.value.is_null() && !as_call(pair.value)) return;
        Scope scope = scope_;
        scope.bindings = bindings;
        if (!is_absent(scope, pair.value)) add({key, pair.key, pair.value, bindings});
    }

    void unroll(syntax::NodeRef written, const Binding* bindings, std::uint32_t depth) {
        const std::optional<functions::Loop> loop = functions::as_loop(written);
        if (!loop || depth >= functions::LoopLimits::depth)
            return set_open(unknown_at(scope_, CauseKind::invalid, "Fn::ForEach", written));
        Scope scope = scope_;
        scope.bindings = bindings;
        Value unknown;
        const auto items = functions::loop_items(*loop, scope, &unknown);
        if (!items)
            return set_open(unknown.is(Kind::unknown) ? unknown
                                                      : unknown_at(scope_, CauseKind::invalid, "Fn::ForEach", written));
        for (const std::string_view item : *items) {
            if (!scope_.session->step()) return;
            const Binding* const binding =
                scope_.arena().create<Binding>(Binding{loop->variable.text(), item, bindings});
            read_pairs(loop->body, binding, depth + 1);
        }
    }

    /// Of a key that stands twice, the later value counts.
    void add(const Member& added) {
        if (duplicates_) std::erase_if(members_, [&added](const Member& member) { return member.key == added.key; });
        members_.push_back(added);
    }

    void add_base(syntax::NodeRef node, syntax::NodeRef base) {
        const auto plain = [](syntax::NodeRef value) { return !value.is_scalar() && !as_call(value); };
        for (const syntax::NodeRef::Pair& pair : effective_pairs(base)) {
            const std::string_view key = pair.key.text();
            const auto own = std::ranges::find(members_, key, &Member::key);
            if (own == members_.end()) {
                if (!cloudformation::member(node, key) && !is_absent(scope_, pair.value))
                    members_.push_back({key, pair.key, pair.value, nullptr});
            } else if (plain(pair.value) && plain(own->value) && pair.value.kind() == own->value.kind()) {
                own->base = pair.value;
            }
        }
    }

    const Scope& scope_;
    std::vector<Member> members_;
    const Value* open_ = nullptr;
    bool duplicates_ = false;
};

}  // namespace

Value make_node_list(const Scope& scope, syntax::NodeRef node, const Type* type) {
    std::vector<Item> items;
    items.reserve(node.size());
    for (const syntax::NodeRef item : node.items()) {
        if (!is_absent(scope, item)) items.push_back({item, std::nullopt});
    }
    const Type* const element = type != nullptr && type->kind == Type::Kind::list ? type->element : nullptr;
    auto* const first = static_cast<Item*>(scope.arena().allocate(sizeof(Item) * items.size(), alignof(Item)));
    const std::span<Item> kept(first, items.size());
    std::ranges::uninitialized_copy(items, kept);
    return Value::list(*scope.arena().create<NodeList>(scope, kept, element), place_of(node));
}

Value make_node_map(const Scope& scope, syntax::NodeRef node, const Type* type, syntax::NodeRef base) {
    MemberReader reader(scope);
    reader.read(node, base);
    const std::span<const Member> kept = scope.arena().copy(std::span<const Member>(reader.members()));
    auto* const first = static_cast<Known*>(scope.arena().allocate(sizeof(Known) * kept.size(), alignof(Known)));
    const std::span<Known> known(first, kept.size());
    std::ranges::uninitialized_value_construct(known);
    return Value::map(*scope.arena().create<NodeMap>(scope, kept, known, type, reader.open()), place_of(node));
}

}  // namespace csr::model::cloudformation
