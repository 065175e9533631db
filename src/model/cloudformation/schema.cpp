#include "model/cloudformation/schema.hpp"

#include <algorithm>
#include <functional>

namespace csr::model::cloudformation {

namespace {

const TableObjectType* find_type(std::string_view type) {
    const std::span<const TableObjectType> all = resource_types();
    const auto found = std::ranges::lower_bound(all, type, {}, &TableObjectType::name);
    return found != all.end() && found->name() == type ? &*found : nullptr;
}

/// Null for a type that is none of the table.
const EnumeratedType* of_registry(const Type& type) {
    const std::span<const EnumeratedType> all = schema_types();
    const std::less<const Type*> before;
    if (before(&type, all.data()) || !before(&type, all.data() + all.size())) return nullptr;
    return static_cast<const EnumeratedType*>(&type);
}

}  // namespace

const Field* TableObjectType::field(std::string_view name) const {
    const std::span<const Field> all = fields();
    const auto found = std::ranges::lower_bound(all, name, {}, &Field::name);
    return found != all.end() && found->name == name ? &*found : nullptr;
}

std::vector<std::string_view> packed_texts(const char* texts) {
    std::vector<std::string_view> list;
    for (std::string_view text(texts); !text.empty(); text = std::string_view(text.data() + text.size() + 1))
        list.push_back(text);
    return list;
}

bool packed_contains(const char* texts, std::string_view sought) {
    for (std::string_view text(texts); !text.empty(); text = std::string_view(text.data() + text.size() + 1)) {
        if (text == sought) return true;
    }
    return false;
}

const char* allowed_values(const Type& type) {
    const EnumeratedType* const known = of_registry(type);
    return known == nullptr ? nullptr : known->allowed;
}

bool takes_any_object(const Type& type) {
    const EnumeratedType* const known = of_registry(type);
    return known != nullptr && known->any_object;
}

const ObjectType* resource_properties(std::string_view type) { return find_type(type); }

const ResourceFacts* facts_of(std::string_view type) {
    const TableObjectType* const found = find_type(type);
    return found == nullptr ? nullptr : &resource_facts()[static_cast<std::size_t>(found - resource_types().data())];
}

}  // namespace csr::model::cloudformation
