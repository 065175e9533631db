#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "model/node_value.hpp"
#include "model/workflow/check.hpp"
#include "model/workflow/checks.hpp"

namespace csr::model {

namespace {

using syntax::NodeRef;

bool is_id(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    if (text.empty() || !letter(text.front())) return false;
    for (const char c : text) {
        if (!letter(c) && !(c >= '0' && c <= '9') && c != '-') return false;
    }
    return true;
}

base::Text bad_id(std::string_view what_en, std::string_view what_ja, std::string_view id) {
    return {fmt::format(
                "'{}' cannot be the id of a {}: it begins with a letter or _ and holds only letters, digits, - and _",
                id, what_en),
            fmt::format("'{}' は{}の ID にできません。英字または _ で始め、英数字、-、_ だけを使ってください", id,
                        what_ja)};
}

void check_steps(const Job& job, std::vector<Diagnostic>& found) {
    std::map<std::string, NodeRef> known;
    for (const Step& step : job.steps) {
        if (!step.id || !step.id.is_scalar() || step.id.text().empty() || has_expression(step.id.text())) continue;
        const std::string_view id = step.id.text();
        if (!is_id(id)) report(found, "step-id-invalid", step.id, bad_id("step", "ステップ", id));
        const auto [first, is_new] = known.try_emplace(lower_case(id), step.id);
        // A step that an alias repeats has its id from one place.
        if (is_new) continue;
        const auto line = step.id.tree().source().lines().position(first->second.span().begin).line;
        report(found, "step-id-duplicate", step.id,
               {fmt::format("the job has another step with the id '{}', in line {}", id, line),
                fmt::format("ID '{}' のステップが {} 行目にもあります", id, line)});
    }
}

}  // namespace

void check_ids(const Workflow& workflow, std::vector<Diagnostic>& found) {
    for (const Job& job : workflow.jobs()) {
        if (!is_id(job.id) && !job.id.empty() && job.id != "<<")
            report(found, "job-id-invalid", job.key, bad_id("job", "ジョブ", job.id));
        check_steps(job, found);
    }
}

void check_needs(const Workflow& workflow, std::vector<Diagnostic>& found) {
    std::set<std::uint32_t> told;  // jobs whose cycle has been reported
    for (const Job& job : workflow.jobs()) {
        std::set<std::string> named;
        for (const Need& need : job.needs) {
            if (need.node.text().empty()) continue;
            if (!named.insert(lower_case(need.node.text())).second)
                report(found, "needs-duplicate", need.node,
                       {fmt::format("'{}' is needed twice", need.node.text()),
                        fmt::format("needs に '{}' が重複しています", need.node.text())});
        }
        if (!job.in_cycle || told.contains(job.index)) continue;
        std::string others;
        told.insert(job.index);
        for (const Job* other : job.ancestors) {
            // Who needs this job and is needed by it is part of the same knot.
            if (!other->in_cycle ||
                std::find(other->ancestors.begin(), other->ancestors.end(), &job) == other->ancestors.end())
                continue;
            told.insert(other->index);
            others += fmt::format("{}'{}'", others.empty() ? "" : ", ", other->id);
        }
        if (others.empty()) continue;
        report(found, "needs-cycle", job.key,
               {fmt::format("job '{}' waits for itself through {}: none of them ever starts", job.id, others),
                fmt::format("ジョブ '{}' の needs が {} を経て循環しており、どれも起動しません", job.id, others)});
    }
}

}  // namespace csr::model
