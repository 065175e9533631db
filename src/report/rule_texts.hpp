#pragma once

#include <memory>
#include <string>
#include <vector>

#include "policy/rule.hpp"
#include "report/options.hpp"

namespace csr::report {

/// Rules and catalogues as the packs give them; no run is needed to list them.
using Rules = std::vector<std::unique_ptr<const policy::RuleInfo>>;
using Catalogues = std::vector<policy::Catalogue>;

/// `csr-lint explain RULE`: what the rule wants and why, its requirements with their texts, its peers.
[[nodiscard]] std::string write_rule_explanation(const policy::RuleInfo& rule, const Catalogues& catalogues,
                                                 const Options& options);

/// `csr-lint explain PACK:ID`: the criterion, its source, how it is checked and by which rules.
[[nodiscard]] std::string write_requirement_explanation(const policy::Requirement& requirement,
                                                        const Catalogues& catalogues, const Rules& rules,
                                                        const Options& options);

/// `csr-lint rules`: one line per rule, for a terminal.
[[nodiscard]] std::string write_rules_text(const Rules& rules, const Options& options);
/// `csr-lint rules --format json`: the `rules` of schemas/output.schema.json.
[[nodiscard]] std::string write_rules_json(const Rules& rules, const Options& options);
/// The table of rules for the documentation.
[[nodiscard]] std::string write_rules_markdown(const Rules& rules, const Options& options);

}  // namespace csr::report
