#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace csr::model {

/// An input or output of an action.
struct ActionMember {
    std::string_view name;
    bool required = false;    ///< an input without default that has to be given
    bool deprecated = false;  ///< its action.yml has a deprecation message
};

/// What is known of a widely used action; from data/actions.json, which names the source of each entry.
struct PopularAction {
    std::string_view name;         ///< owner/repository, and the path below it
    std::string_view ref;          ///< "v4"
    bool runtime_removed = false;  ///< runs on a Node.js that GitHub has removed; nothing else is known then
    bool free_inputs = false;      ///< takes inputs that its action.yml does not name
    std::span<const ActionMember> inputs;
    bool outputs_known = false;
    std::span<const ActionMember> outputs;
};

/// All of them, ordered by name and ref.
[[nodiscard]] std::span<const PopularAction> popular_actions();
/// The entry for `name` (without regard to case) at `ref`; null when it is not known.
[[nodiscard]] const PopularAction* find_popular_action(std::string_view name, std::string_view ref);

}  // namespace csr::model
