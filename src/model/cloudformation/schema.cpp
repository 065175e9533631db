#include "model/cloudformation/schema.hpp"

#include <algorithm>

namespace csr::model::cloudformation {

const Field* TableObjectType::field(std::string_view name) const {
    const std::span<const Field> all = fields();
    const auto found = std::ranges::lower_bound(all, name, {}, &Field::name);
    return found != all.end() && found->name == name ? &*found : nullptr;
}

const ObjectType* resource_properties(std::string_view type) {
    const std::span<const TableObjectType> all = resource_types();
    const auto found = std::ranges::lower_bound(all, type, {}, &TableObjectType::name);
    return found != all.end() && found->name() == type ? &*found : nullptr;
}

}  // namespace csr::model::cloudformation
