#include "model/cloudformation/functions/functions.hpp"

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
    const syntax::NodeRef mappings = scope.owner->section("Mappings");
    if (!mappings || !keys.map.is(Kind::string)) return {};
    const syntax::NodeRef map = mappings.find(keys.map.text());
    if (!map || !keys.first.is(Kind::string)) return {};
    const syntax::NodeRef inner = map.find(keys.first.text());
    if (!inner || !keys.second.is(Kind::string)) return {};
    return inner.find(keys.second.text());
}

}  // namespace

std::optional<Value> find_in_map(const Call& call, const Scope& scope, const Type* type) {
    const auto items = argument_items(call);
    if (!items || items->size() < 3 || items->size() > 4) return malformed(call, scope);
    const Keys keys{resolve_present(scope, (*items)[0], &string_type),
                    resolve_present(scope, (*items)[1], &string_type),
                    resolve_present(scope, (*items)[2], &string_type)};
    if (keys.map.is(Kind::unknown) || keys.first.is(Kind::unknown) || keys.second.is(Kind::unknown))
        return open_keys(keys, call, scope);
    if (const syntax::NodeRef found = look_up(keys, scope)) return resolve(scope, found, type);
    if (items->size() == 4) {
        if (const syntax::NodeRef other = (*items)[3].find("DefaultValue")) return resolve(scope, other, type);
    }
    const std::string_view name = keys.map.is(Kind::string) ? keys.map.text() : call.name;
    return unknown_at(scope, CauseKind::mapping, name, call.node);
}

}  // namespace csr::model::cloudformation::functions
