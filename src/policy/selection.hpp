#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
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
    std::map<std::string, std::pair<std::string, syntax::NodeRef>> ruling;  ///< conflict -> document that counts
};

/// Reports every name in the selection that no rule, pack or parameter has, and parameters of another type than the
/// rule's own. Names without a place in a file are reported about `option`.
void check_selection(const Selection& selection, std::span<const Pack> packs, Mistakes& mistakes);

/// Whether the selection uses anything of the pack.
[[nodiscard]] bool is_used(const std::string& pack, const Selection& selection);

/// What a selection makes of a rule.
struct Chosen {
    Severity severity = Severity::error;
    bool enabled = true;
};

[[nodiscard]] Chosen chosen(const PackRule& rule, const Selection& selection);
/// What reports need to know of `rule` under the selection.
[[nodiscard]] RuleInfo selected(const PackRule& rule, const Selection& selection);
/// The conflicts of the packs with the documents that count under the selection.
[[nodiscard]] std::vector<Conflict> settled_conflicts(std::span<const Pack> packs, const Selection& selection);
/// Adds what the chosen sides of conflicts set for rules, where the selection says nothing itself.
void add_rulings(Selection& selection, std::span<const Pack> packs);
/// What a configuration may say about a rule: off, a severity, or a mapping.
[[nodiscard]] RuleSetting read_setting(const syntax::NodeRef::Pair& pair, Mistakes& mistakes);
/// Gives a rule that is in no pack the severity and the state of the settings under its id or name.
void apply_setting(RuleInfo& info, const Selection& selection);
/// The rule with that id or name; null when there is none.
[[nodiscard]] const PackRule* find_rule(std::span<const Pack> packs, std::string_view id_or_name);
/// The parameters `rule` works with under the selection.
[[nodiscard]] ParameterNodes selected_parameters(const PackRule& rule, const Selection& selection);

}  // namespace csr::policy
