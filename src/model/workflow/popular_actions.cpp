#include "model/workflow/popular_actions.hpp"

#include <algorithm>
#include <utility>

#include "model/workflow/expression.hpp"

namespace csr::model {

const PopularAction* find_popular_action(std::string_view name, std::string_view ref) {
    const std::string wanted = lower_case(name);
    const std::span<const PopularAction> all = popular_actions();
    const auto found = std::lower_bound(
        all.begin(), all.end(), std::pair<std::string_view, std::string_view>(wanted, ref),
        [](const PopularAction& action, const auto& key) { return std::pair(action.name, action.ref) < key; });
    return found != all.end() && found->name == wanted && found->ref == ref ? &*found : nullptr;
}

}  // namespace csr::model
