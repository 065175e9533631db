#include "report/overview.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace csr::report {

namespace {

void count_inputs(const policy::Run& run, Overview& overview) {
    std::map<std::string, std::uint64_t> by_kind;
    for (const policy::Input& input : run.inputs) {
        ++by_kind[input.kind];
        if (input.status == policy::InputStatus::syntax_error || input.status == policy::InputStatus::unreadable) {
            ++overview.inputs_not_read;
        }
    }
    overview.inputs_by_kind.assign(by_kind.begin(), by_kind.end());
    std::sort(overview.inputs_by_kind.begin(), overview.inputs_by_kind.end(), [](const auto& left, const auto& right) {
        return std::tie(right.second, left.first) < std::tie(left.second, right.first);
    });
}

void count_rules(const policy::Run& run, Overview& overview) {
    std::set<std::string_view> judged;
    for (const policy::Verdict& verdict : run.verdicts) {
        if (verdict.outcome != policy::Outcome::not_applicable) judged.insert(verdict.rule->id);
    }
    for (const policy::RuleInfo* rule : run.unlisted.passed) judged.insert(rule->id);
    for (const auto& rule : run.rules) {
        ++(rule->enabled ? overview.rules_enabled : overview.rules_disabled);
        if (rule->enabled && !judged.contains(rule->id)) overview.rules_without_target.push_back(rule.get());
    }
}

void count_causes(const policy::Run& run, Overview& overview) {
    std::map<std::string_view, Cause> causes;
    for (const policy::Verdict& verdict : run.verdicts) {
        if (verdict.outcome != policy::Outcome::unknown) continue;
        for (const base::Text& text : verdict.because) {
            Cause& cause = causes[text.en.empty() ? text.ja : text.en];
            if (cause.verdicts++ == 0) cause.text = text;
        }
    }
    for (auto& [key, cause] : causes) overview.causes.push_back(std::move(cause));
    std::sort(overview.causes.begin(), overview.causes.end(), [](const Cause& left, const Cause& right) {
        return std::tie(right.verdicts, left.text.en, left.text.ja) <
               std::tie(left.verdicts, right.text.en, right.text.ja);
    });
}

}  // namespace

Overview overview_of(const policy::Run& run) {
    Overview overview;
    count_inputs(run, overview);
    count_rules(run, overview);
    count_causes(run, overview);
    overview.complete = std::none_of(run.problems.begin(), run.problems.end(),
                                     [](const policy::Problem& problem) { return problem.fatal; });
    return overview;
}

bool is_finding(const policy::Verdict& verdict, bool unknown_is_finding) {
    if (verdict.known) return false;
    return verdict.outcome == policy::Outcome::fail ||
           (unknown_is_finding && verdict.outcome == policy::Outcome::unknown);
}

}  // namespace csr::report
