#include "model/workflow/proof/needs_chain.hpp"

#include <algorithm>
#include <vector>

namespace csr::model {

bool guarded_by_needs(const ProofQuery& query, const ExecutionPlan& plan) {
    if (query.kind != ProofKind::guards || !query.object || query.object->step ||
        query.object->job == query.subject.job)
        return false;
    const JobInstance& guard = plan.jobs()[query.object->job];
    // A job that may fail and still count as a success, or that only calls others, is for the search.
    if (guard.job->continue_on_error || guard.job->uses) return false;
    std::vector<std::uint32_t> waiting{query.subject.job};
    std::vector<bool> seen(plan.jobs().size());
    while (!waiting.empty()) {
        const std::uint32_t index = waiting.back();
        waiting.pop_back();
        if (index == query.object->job) return true;
        if (seen[index]) continue;
        seen[index] = true;
        const Condition& condition = plan.jobs()[index].job->condition;
        if (!condition.valid() || !condition.implicit_success()) continue;
        const std::vector<std::uint32_t>& needs = plan.jobs()[index].needs;
        waiting.insert(waiting.end(), needs.begin(), needs.end());
    }
    return false;
}

}  // namespace csr::model
