#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "policy/selection.hpp"

namespace csr::policy {

/// The name of the rule about files that cannot be read to their end.
inline constexpr std::string_view syntax_rule = "syntax-error";

/// The rules about a run itself, as selected; of the pack "csr-lint". They judge exceptions and what could not be read,
/// not the project, so no pack can hold them.
[[nodiscard]] std::vector<std::unique_ptr<const RuleInfo>> own_rules(const Selection& selection);

/// Whether `id_or_name` is one of those.
[[nodiscard]] bool is_own_rule(std::string_view id_or_name);

}  // namespace csr::policy
