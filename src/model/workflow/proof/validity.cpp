#include "model/workflow/proof/validity.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

#include "model/workflow/written_text.hpp"

namespace csr::model {

namespace {

constexpr std::array<std::string_view, 10> step_if_contexts = {"github", "needs", "strategy", "matrix", "job",
                                                               "runner", "env",   "vars",     "steps",  "inputs"};

/// The codes of diagnostics for which GitHub rejects the whole file.
constexpr std::array<std::string_view, 12> rejected = {
    "not-a-mapping",  "wrong-type",  "events-missing", "jobs-missing",   "too-many-jobs",    "job-empty",
    "need-undefined", "need-itself", "need-cycle",     "step-ambiguous", "expression-error", "condition-invalid"};

/// A context that a step's `if` cannot read, such as secrets; empty when there is none.
std::string foreign_context(const Condition& condition) {
    for (const Expression& expression : condition.expressions()) {
        for (const ExpressionNode& node : expression.nodes()) {
            const std::string name = lower_case(node.text);
            const bool known =
                std::find(step_if_contexts.begin(), step_if_contexts.end(), name) != step_if_contexts.end();
            if (expression.valid() && node.kind == ExpressionKind::name && !known) return node.text;
        }
    }
    return {};
}

std::optional<base::Text> rejection_of(const Job& job) {
    std::set<std::string> ids;
    for (const Step& step : job.steps) {
        if (const std::string name = foreign_context(step.condition); !name.empty())
            return base::Text{fmt::format("'{}' is not available in a step's `if`", name),
                              fmt::format("'{}' はステップの `if` では使えません", name)};
        if (step.condition.present() && step.condition.node().tag().starts_with('!'))
            return base::Text{"a leading ! begins a YAML tag; put the condition in quotes or ${{ }}",
                              "先頭の ! は YAML のタグになります。条件を引用符または ${{ }} で囲んでください"};
        const std::string id = lower_case(text_of(step.id));
        if (!id.empty() && !ids.insert(id).second)
            return base::Text{fmt::format("two steps of job '{}' have the id '{}'", job.id, id),
                              fmt::format("ジョブ '{}' の 2 つのステップが同じ id '{}' を持っています", job.id, id)};
    }
    if (!job.uses && !job.runs_on)
        return base::Text{fmt::format("job '{}' has no runs-on", job.id),
                          fmt::format("ジョブ '{}' に runs-on がありません", job.id)};
    return std::nullopt;
}

}  // namespace

std::optional<base::Text> rejection_of(const Workflow& workflow) {
    for (const Diagnostic& diagnostic : workflow.diagnostics()) {
        if (std::ranges::find(rejected, diagnostic.code) != rejected.end()) return diagnostic.message;
    }
    for (const Job& job : workflow.jobs()) {
        if (std::optional<base::Text> reason = rejection_of(job)) return reason;
    }
    return std::nullopt;
}

}  // namespace csr::model
