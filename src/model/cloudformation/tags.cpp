#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/relations.hpp"

namespace csr::model::cloudformation {

namespace {

using Entries = std::vector<ValueMap::Entry>;

/// The property under which a type keeps its tags.
std::optional<Value> written_tags(const Map& properties) {
    for (const char* const name : {"Tags", "FileSystemTags", "HostedZoneTags", "UserPoolTags", "BackupVaultTags"}) {
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

}  // namespace csr::model::cloudformation
