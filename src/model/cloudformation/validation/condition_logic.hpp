#pragma once

#include <string_view>
#include <vector>

#include "model/cloudformation/template.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// A condition and the outcome that is asked for.
struct Guard {
    std::string_view condition;
    bool holds = true;

    bool operator==(const Guard&) const = default;
};

/// Whether some deployment gives every condition its outcome. True also where that cannot be told within the bound.
[[nodiscard]] bool possible(const Template& owner, const std::vector<Guard>& guards);
/// A deployment that gives every condition its outcome is found, not only not excluded.
[[nodiscard]] bool surely_possible(const Template& owner, const std::vector<Guard>& guards);

}  // namespace csr::model::cloudformation
