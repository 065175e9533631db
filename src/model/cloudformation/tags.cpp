#include <algorithm>
#include <array>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/relations.hpp"
#include "model/cloudformation/schema.hpp"

namespace csr::model::cloudformation {

namespace {

using Entries = std::vector<ValueMap::Entry>;

constexpr std::array<const char*, 5> tag_properties{"Tags", "FileSystemTags", "HostedZoneTags", "UserPoolTags",
                                                    "BackupVaultTags"};

/// The property under which a type keeps its tags.
std::optional<Value> written_tags(const Map& properties) {
    for (const char* const name : tag_properties) {
        if (std::optional<Value> tags = properties.get(Value::string(name))) return tags;
    }
    return std::nullopt;
}

void add_pair(const Value& item, Entries& entries, std::vector<Value>& open) {
    if (item.is(Kind::unknown)) open.push_back(item);
    if (!item.is(Kind::map)) return;
    const std::optional<Value> key = item.as_map().get(Value::string("Key"));
    const std::optional<Value> value = item.as_map().get(Value::string("Value"));
    if (key && key->is(Kind::unknown)) open.push_back(*key);
    if (key && key->is(Kind::string)) entries.push_back({*key, value ? *value : Value::string("", item.place())});
}

void add_members(const Map& map, Entries& entries) {
    for (std::size_t i = 0; i < map.size(); ++i) {
        const Value key = map.key_at(i);
        if (const std::optional<Value> value = map.get(key)) entries.push_back({key, *value});
    }
}

/// Whether the registry's type takes tags; of a type it does not know nobody can say.
bool takes_tags(std::string_view type) {
    const ObjectType* const properties = resource_properties(type);
    return properties != nullptr && std::ranges::any_of(tag_properties, [properties](const char* name) {
               return properties->field(name) != nullptr;
           });
}

}  // namespace

Value tags_of(const Resource& resource, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    const Value properties = properties_in(session, resource);
    if (!properties.is(Kind::map)) return properties;
    Entries entries;
    std::vector<Value> open;
    const std::optional<Value> tags = written_tags(properties.as_map());
    if (tags && tags->is(Kind::unknown)) return *tags;
    if (tags && tags->is(Kind::map)) add_members(tags->as_map(), entries);
    if (tags && tags->is(Kind::list)) {
        for (std::size_t i = 0; i < tags->as_list().size(); ++i) add_pair(tags->as_list().at(i), entries, open);
    }
    const Place place = tags ? tags->place() : properties.place();
    // With an open key, which tags there are is open, too.
    if (!open.empty()) return merge_unknown(scope_of(resource, session), open, place);
    for (ValueMap::Entry& entry : entries) {
        if (const auto text = scalar_text(evaluation.arena, entry.value))
            entry.value = Value::string(*text, entry.value.place());
    }
    return make_map(evaluation.arena, entries, place);
}

Value deployed_tags(const Resource& resource, const Evaluation& evaluation) {
    const Value own = tags_of(resource, evaluation);
    if (!own.is(Kind::map) || !takes_tags(resource.type)) return own;
    Entries entries;
    add_members(own.as_map(), entries);
    const auto add_missing = [&entries](const Value& key, const Value& value) {
        const auto same = [&key](const ValueMap::Entry& entry) { return entry.key.text() == key.text(); };
        if (key.is(Kind::string) && std::ranges::none_of(entries, same)) entries.push_back({key, value});
    };
    const Place place = own.place();
    for (const auto& [key, value] : resource.owner->options().tags)
        add_missing(Value::string(key, place), Value::string(value, place));
    // With several stacks around, nobody can say whose tags are passed on.
    const std::vector<const Resource*>& callers = resource.owner->callers();
    if (callers.size() == 1 && callers.front() != &resource) {
        const Value around = tags_of(*callers.front(), evaluation);
        if (around.is(Kind::unknown)) return around;
        Entries passed;
        add_members(around.as_map(), passed);
        for (const ValueMap::Entry& entry : passed) add_missing(entry.key, entry.value.placed(place));
    }
    return make_map(evaluation.arena, entries, place);
}

}  // namespace csr::model::cloudformation
