#include "policy/syntax_findings.hpp"

#include <algorithm>

#include "policy/own_rules.hpp"

namespace csr::policy {

namespace {

Verdict verdict_of(const Problem& problem, const RuleInfo& rule) {
    Verdict verdict;
    verdict.rule = &rule;
    verdict.outcome = Outcome::fail;
    verdict.location = problem.location;
    verdict.target.document = problem.path;
    verdict.target.kind = "document";
    verdict.target.id = problem.path;
    verdict.message = problem.message;
    if (!problem.hint.empty()) {
        verdict.fix.emplace();
        verdict.fix->description = problem.hint;
    }
    return verdict;
}

}  // namespace

void add_syntax_findings(const Selection& selection, Run& run) {
    const auto is_placed = [](const Problem& problem) { return problem.fatal && problem.location.source != nullptr; };
    if (std::ranges::none_of(run.problems, is_placed)) return;
    std::vector<std::unique_ptr<const RuleInfo>> own = own_rules(selection);
    const auto rule = std::ranges::find(own, syntax_rule, [](const auto& one) { return one->name; });
    if (!(*rule)->enabled) return;
    for (const Problem& problem : run.problems) {
        if (is_placed(problem)) run.verdicts.push_back(verdict_of(problem, **rule));
    }
    run.rules.insert(run.rules.begin(), std::move(*rule));
}

}  // namespace csr::policy
