#include "policy/activity_steps.hpp"

#include <algorithm>

namespace csr::policy {

namespace {

constexpr std::size_t deepest_call = 10;   // GitHub's own limit
constexpr std::size_t most_steps = 60;     // more would only make the search end at its bound
constexpr std::size_t most_contexts = 20;  // of one step

bool needs(const model::Job& job, const model::Job& other) {
    return std::ranges::find(job.ancestors, &other) != job.ancestors.end();
}

/// What a job calls; null when that is not in the repository. Only for a job with `uses`.
const model::Workflow* called_by(const model::Job& job) {
    const bool local = job.uses.is_scalar() && job.uses.text().starts_with("./");
    return local ? job.workflow->called(job.uses.text()) : nullptr;
}

/// Collects what jobs do, their calls followed.
class Collector {
  public:
    Collector(const ActivityMatcher& activities, std::string_view activity)
        : activities_(activities), activity_(activity) {}

    void add(const model::Job& job, const std::string& name, std::size_t depth = 0) {
        for (const model::Step& one : job.steps) add(one, name);
        if (!job.uses) return;
        const model::Workflow* called = depth < deepest_call ? called_by(job) : nullptr;
        if (called == nullptr) {
            elsewhere.push_back(name);
            return;
        }
        for (const model::Job& inner : called->jobs()) add(inner, name + ">" + std::string(inner.id), depth + 1);
    }

    void add(const model::Step& step, const std::string& job_name) {
        if (names.size() < most_steps && activities_.does(step, activity_))
            names.push_back(job_name + "/#" + std::to_string(step.index));
    }

    std::vector<std::string> names;
    std::vector<std::string> elsewhere;

  private:
    const ActivityMatcher& activities_;
    std::string_view activity_;
};

/// The contexts in which a chain of calls begins further out. `chain` is the way from there to the step.
void add_callers(std::vector<const model::Job*> chain, const model::Project& project,
                 std::vector<RunContext>& contexts) {
    const model::Workflow& workflow = *chain.front()->workflow;
    const bool callable = workflow.event("workflow_call") != nullptr;
    if (workflow.events().size() > (callable ? 1U : 0U))
        contexts.push_back({&workflow, chain, callable ? "!workflow_call" : "", false});
    if (!callable) return;
    const std::size_t before = contexts.size();
    for (const auto& other : project.workflows()) {
        for (const model::Job& job : other->jobs()) {
            if (!job.uses || called_by(job) != &workflow) continue;
            if (chain.size() > deepest_call || contexts.size() >= most_contexts) continue;
            std::vector<const model::Job*> longer{&job};
            longer.insert(longer.end(), chain.begin(), chain.end());
            add_callers(std::move(longer), project, contexts);
        }
    }
    if (contexts.size() == before) contexts.push_back({&workflow, std::move(chain), "workflow_call", true});
}

}  // namespace

std::string RunContext::name(std::size_t depth) const {
    std::string name;
    for (std::size_t i = 0; i <= depth; ++i) name += (i == 0 ? "" : ">") + std::string(chain[i]->id);
    return name;
}

std::string RunContext::name_of(const model::Step& step) const {
    return name(chain.size() - 1) + "/#" + std::to_string(step.index);
}

std::vector<RunContext> contexts_of(const model::Step& step, const model::Project& project) {
    std::vector<RunContext> contexts;
    add_callers({step.job}, project, contexts);
    return contexts;
}

model::Answer does_anywhere(const model::Workflow& workflow, const ActivityMatcher& activities,
                            std::string_view activity) {
    Collector found(activities, activity);
    for (const model::Job& job : workflow.jobs()) found.add(job, std::string(job.id));
    if (!found.names.empty()) return model::Answer::yes;
    return found.elsewhere.empty() ? model::Answer::no : model::Answer::unknown;
}

ActivitySteps activity_steps(const model::Step& step, const RunContext& context, const ActivityMatcher& activities,
                             std::string_view activity, Side side) {
    Collector near(activities, activity);
    Collector far(activities, activity);
    const std::size_t last = context.chain.size() - 1;
    for (const model::Step& one : step.job->steps) {
        const bool on_side = side == Side::before ? one.index < step.index : one.index > step.index;
        if (&one != &step) (on_side ? near : far).add(one, context.name(last));
    }
    for (std::size_t depth = last + 1; depth-- > 0;) {
        const model::Job& own = *context.chain[depth];
        const std::string outer = depth == 0 ? "" : context.name(depth - 1) + ">";
        for (const model::Job& job : own.workflow->jobs()) {
            if (&job == &own) continue;
            const bool on_side = side == Side::before ? needs(own, job) : needs(job, own);
            (on_side ? near : far).add(job, outer + std::string(job.id));
        }
    }
    ActivitySteps found{std::move(near.names), std::move(near.elsewhere)};
    found.on_side = !found.names.empty();
    if (found.on_side) return found;
    found.itself = activities.does(step, activity);
    if (!far.names.empty()) found.names.push_back(std::move(far.names.front()));
    return found;
}

}  // namespace csr::policy
