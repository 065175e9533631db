#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "policy/selection.hpp"

namespace csr::policy {

/// The rules about exceptions themselves, as selected; of the pack "csr-lint". They judge what a run has found, not the
/// project, so no pack can hold them.
[[nodiscard]] std::vector<std::unique_ptr<const RuleInfo>> exception_rules(const Selection& selection);

/// Whether `id_or_name` is one of those.
[[nodiscard]] bool is_exception_rule(std::string_view id_or_name);

}  // namespace csr::policy
