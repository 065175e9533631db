#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "policy/pack.hpp"
#include "policy/rule_program.hpp"

namespace csr::policy {

/// What a user's configuration says about one rule.
struct RuleSetting {
    std::optional<bool> enabled;
    std::optional<Severity> severity;
    ParameterNodes parameters;  ///< nodes of the configuration's tree
    syntax::NodeRef place;      ///< of the rule's id or name
};

/// Which rules run, and how.
struct Selection {
    std::vector<std::string> packs;  ///< by name; empty is all
    std::vector<std::string> rules;  ///< by id or name; empty is all
    Severity least = Severity::note;
    std::map<std::string, RuleSetting> settings;  ///< by id or name
    ParameterNodes parameters;                    ///< for every rule that has a parameter of that name
};

/// Reports every name in the selection that no rule, pack or parameter has, and parameters of another type than the
/// rule's own. Names without a place in a file are reported about `option`.
void check_selection(const Selection& selection, std::span<const Pack> packs, Mistakes& mistakes);

/// What a selection makes of a rule.
struct Chosen {
    Severity severity = Severity::error;
    bool enabled = true;
};

[[nodiscard]] Chosen chosen(const PackRule& rule, const Selection& selection);
/// What reports need to know of `rule` under the selection.
[[nodiscard]] RuleInfo selected(const PackRule& rule, const Selection& selection);
/// The parameters `rule` works with under the selection.
[[nodiscard]] ParameterNodes selected_parameters(const PackRule& rule, const Selection& selection);

}  // namespace csr::policy
