#include "model/cloudformation/reading.hpp"

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/evaluate.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/relations.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::size_t most_bytes = 48 * 1024 * 1024;
constexpr std::size_t entry_bytes = 96;  ///< of one entry of a map, with what the allocator adds

std::size_t size_of(
    const std::map<std::vector<std::pair<std::uint32_t, std::uint32_t>>, std::unique_ptr<Reading>>& all) {
    std::size_t size = 0;
    for (const auto& [key, reading] : all) size += reading->size();
    return size;
}

}  // namespace

std::size_t Reading::size() const {
    const std::size_t entries = existing_.size() + resources_.size() + properties_.size() + templates_.size() +
                                lists_.size() + referrers_.size() + targets_.size() + kept_.size();
    return arena_.taken() + entries * entry_bytes;
}

Session& Reading::session(const Template& owner) {
    Session*& made = sessions_[&owner];
    if (made == nullptr) made = arena_.create<Session>(evaluation_);
    return *made;
}

const std::optional<Value>& Reading::existing(const Resource& resource) {
    const auto [place, is_new] = existing_.try_emplace(&resource);
    if (!is_new) return place->second;
    place->second = existing_resource(session(*resource.owner), resource);
    return place->second;
}

Value Reading::existing(std::span<const Resource* const> resources) {
    std::vector<Value> items;
    for (const Resource* const one : resources) {
        if (const std::optional<Value>& item = existing(*one)) items.push_back(*item);
    }
    return make_list(arena_, items);
}

Value Reading::properties(const Resource& resource) {
    const auto [place, is_new] = properties_.try_emplace(&resource);
    if (is_new) place->second = properties_in(session(*resource.owner), resource);
    return place->second;
}

Value Reading::resource(const Resource& resource) {
    const auto [place, is_new] = resources_.try_emplace(&resource);
    if (is_new) place->second = resource_in(session(*resource.owner), resource);
    return place->second;
}

Value Reading::document_template(const Template& owner) {
    const auto [place, is_new] = templates_.try_emplace(&owner);
    if (is_new) place->second = template_in(session(owner), owner);
    return place->second;
}

Value Reading::resource_list(const Deployment& deployment, std::string_view type, const Template* asking) {
    auto found = lists_.find({&deployment, type});
    if (found == lists_.end()) {
        const Value list = existing(deployment.resources(type));
        found = lists_.emplace(std::pair(&deployment, arena_.copy(type)), list).first;
    }
    std::vector<Value> further;
    append_further_resources(arena_, deployment, asking, further);
    if (further.empty()) return found->second;
    const List& existing = found->second.as_list();
    std::vector<Value> items;
    for (std::size_t index = 0; index < existing.size(); ++index) items.push_back(existing.at(index));
    items.insert(items.end(), further.begin(), further.end());
    return make_list(arena_, items);
}

Value Reading::referrers(const Deployment& deployment, const Resource& to) {
    const auto [place, is_new] = referrers_.try_emplace(&to);
    if (!is_new) return place->second;
    place->second = existing(deployment.referrers(to));
    return place->second;
}

Value Reading::target_of(const Deployment& deployment, const Value& value) {
    if (choice_is_open(value)) return value;
    const auto [place, is_new] = targets_.try_emplace(value.place());
    if (is_new) place->second = target_at(deployment, value.place());
    const Resource* const target = place->second;
    if (target == nullptr) return Value::optional(nullptr, value.place());
    const std::optional<Value>& found = existing(*target);
    if (!found) return Value::optional(nullptr, value.place());
    if (found->is(Kind::unknown)) return *found;
    return Value::optional(&*found, found->place());  // lives as long as the object
}

Reading* Readings::under(const Assignment& assignment) {
    Key key;
    for (const Assignment::Step& step : assignment.steps())
        key.emplace_back(step.variable->id, 2 * step.choice + (step.through_condition ? 1 : 0));
    const auto found = readings_.find(key);
    if (found != readings_.end()) return found->second.get();
    if (!readings_.empty() && size_of(readings_) > most_bytes) return nullptr;
    return readings_.emplace(std::move(key), std::make_unique<Reading>(assignment)).first->second.get();
}

void Readings::make_room() {
    if (++checks_ % 32 != 0) return;
    if (size_of(readings_) > most_bytes) readings_.clear();
}

}  // namespace csr::model::cloudformation
