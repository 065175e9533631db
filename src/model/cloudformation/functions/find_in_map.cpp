#include <algorithm>

#include "model/cloudformation/functions/functions.hpp"
#include "model/cloudformation/mapping_pairs.hpp"

namespace csr::model::cloudformation::functions {

namespace {

struct Keys {
    Value map;
    Value first;
    Value second;
};

/// Unknown keys choose between values that are all written down, as a condition does.
Value open_keys(const Keys& keys, const Call& call, const Scope& scope) {
    const Value all[] = {keys.map, keys.first, keys.second};
    return chosen_through(scope, merge_unknown(scope, all, place_of(call.node)));
}

syntax::NodeRef look_up(const Keys& keys, const Scope& scope) {
    syntax::NodeRef found = scope.owner->section("Mappings");
    for (const Value& key : {keys.map, keys.first, keys.second}) {
        if (!found || !key.is(Kind::string)) return {};
        found = member(found, key.text());
    }
    return found;
}

/// Whether the parameter that is a key has a value that the mapping does not have as a key.
bool misses(const Scope& scope, syntax::NodeRef operand, const std::vector<syntax::NodeRef::Pair>& pairs) {
    return std::ranges::all_of(
        pairs, [&](const syntax::NodeRef::Pair& pair) { return is_other_than(scope, operand, node_text(pair.key)); });
}

/// Whether the mapping cannot have the keys, though they are not known: "any other value" of a parameter.
bool surely_missing(const Keys& keys, const std::vector<syntax::NodeRef>& items, const Scope& scope) {
    const syntax::NodeRef mappings = scope.owner->section("Mappings");
    if (!mappings) return false;
    if (!keys.map.is(Kind::string)) return misses(scope, items[0], effective_pairs(mappings));
    const std::vector<syntax::NodeRef::Pair> outer = effective_pairs(member(mappings, keys.map.text()));
    if (!keys.first.is(Kind::string) && misses(scope, items[1], outer)) return true;
    return !keys.second.is(Kind::string) && std::ranges::all_of(outer, [&](const syntax::NodeRef::Pair& pair) {
        return misses(scope, items[2], effective_pairs(pair.value));
    });
}

}  // namespace

std::optional<Value> find_in_map(const Call& call, const Scope& scope, const Type* type) {
    const auto items = argument_items(call);
    if (!items || items->size() < 3 || items->size() > 4) return malformed(call, scope);
    const Keys keys{resolve_present(scope, (*items)[0], &string_type),
                    resolve_present(scope, (*items)[1], &string_type),
                    resolve_present(scope, (*items)[2], &string_type)};
    const bool open = keys.map.is(Kind::unknown) || keys.first.is(Kind::unknown) || keys.second.is(Kind::unknown);
    if (open && (items->size() < 4 || !surely_missing(keys, *items, scope))) return open_keys(keys, call, scope);
    if (const syntax::NodeRef found = look_up(keys, scope)) return resolve(scope, found, type);
    if (items->size() == 4) {
        if (const syntax::NodeRef other = (*items)[3].find("DefaultValue")) return resolve(scope, other, type);
    }
    const std::string_view name = keys.map.is(Kind::string) ? keys.map.text() : call.name;
    return unknown_at(scope, CauseKind::mapping, name, call.node);
}

}  // namespace csr::model::cloudformation::functions
