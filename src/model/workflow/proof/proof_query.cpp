#include "model/workflow/proof/proof_query.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace csr::model {

namespace {

base::Error unknown_name(std::string_view name) {
    base::Error error;
    error.message = {fmt::format("the workflow has no job or step '{}'", name),
                     fmt::format("ワークフローにジョブまたはステップ '{}' がありません", name)};
    return error;
}

std::optional<ProofSubject> find(std::string_view name, const ExecutionPlan& plan) {
    if (const std::optional<std::uint32_t> job = plan.find(name)) return ProofSubject{*job, std::nullopt};
    for (std::size_t slash = name.find('/'); slash != std::string_view::npos; slash = name.find('/', slash + 1)) {
        const std::optional<std::uint32_t> job = plan.find(name.substr(0, slash));
        if (!job) continue;
        if (const std::optional<std::uint32_t> step = plan.find_step(*job, name.substr(slash + 1)))
            return ProofSubject{*job, step};
    }
    return std::nullopt;
}

bool is_before(const ExecutionPlan& plan, std::uint32_t first, std::uint32_t then) {
    const std::vector<std::uint32_t>& before = plan.jobs()[then].before;
    return std::find(before.begin(), before.end(), first) != before.end();
}

/// Whether the caller is still running when the job starts.
bool is_inside(const ExecutionPlan& plan, std::uint32_t job, std::uint32_t call) {
    const std::vector<std::uint32_t>& inner = plan.jobs()[call].inner;
    return std::find(inner.begin(), inner.end(), job) != inner.end();
}

/// Judges one execution, question by question.
class Judge {
  public:
    Judge(const ProofQuery& query, Execution& run) : query_(query), run_(run) {}

    ProofVerdict judge() {
        if (wanted_outcome() || query_.kind == ProofKind::follows) return afterwards();
        if (query_.kind == ProofKind::always_follows) {
            const bool ran = runs();
            return {.violated = !ran, .subject_ran = ran};
        }
        if (!runs()) return {};
        return {.violated = violated(), .subject_ran = true};
    }

  private:
    /// Whether the subject starts; a step in at least one leg.
    bool runs() {
        const ProofSubject& subject = query_.subject;
        if (!run_.starts(subject.job)) return false;
        if (!subject.step) return true;
        const std::vector<LegRun>& legs = run_.legs(subject.job);
        return std::any_of(legs.begin(), legs.end(), [&](const LegRun& leg) { return leg.steps[*subject.step].ran; });
    }

    bool violated() {
        switch (query_.kind) {
            case ProofKind::guards:
                return query_.object ? !guarded() : !triggered_by_success();
            case ProofKind::step_order:
                return !ordered();
            case ProofKind::confirmation:
                return !confirmed();
            default:
                return !in_environment();
        }
    }

    /// Whether each leg in which the subject runs agrees. Only when both are steps of one job.
    template <class Test>
    bool in_each_leg(const Test& test) {
        const std::vector<LegRun>& legs = run_.legs(query_.subject.job);
        return std::all_of(legs.begin(), legs.end(), [&](const LegRun& leg) {
            return !leg.steps[*query_.subject.step].ran || test(leg.steps[*query_.object->step]);
        });
    }

    [[nodiscard]] bool earlier_step_of_same_job() const {
        const ProofSubject& object = *query_.object;
        return object.job == query_.subject.job && object.step && query_.subject.step &&
               *object.step < *query_.subject.step;
    }

    [[nodiscard]] bool comes_first() const {
        const ProofSubject& object = *query_.object;
        if (is_inside(run_.plan(), query_.subject.job, object.job)) return false;
        return is_before(run_.plan(), object.job, query_.subject.job);
    }

    bool guarded() {
        if (earlier_step_of_same_job())
            return in_each_leg([](const StepRun& step) { return step.ran && step.outcome == Outcome::success; });
        if (!comes_first()) return false;
        const ProofSubject& object = *query_.object;
        if (!object.step) return run_.outcome(object.job) == Outcome::success;
        if (!run_.starts(object.job)) return false;
        const std::vector<LegRun>& legs = run_.legs(object.job);
        return std::all_of(legs.begin(), legs.end(), [&](const LegRun& leg) {
            return leg.steps[*object.step].ran && leg.steps[*object.step].outcome == Outcome::success;
        });
    }

    bool ordered() {
        if (earlier_step_of_same_job()) return in_each_leg([](const StepRun& step) { return step.ran; });
        if (!comes_first()) return false;
        const ProofSubject& object = *query_.object;
        if (!run_.starts(object.job)) return false;
        if (!object.step) return true;
        const std::vector<LegRun>& legs = run_.legs(object.job);
        const auto ran =
            std::count_if(legs.begin(), legs.end(), [&](const LegRun& leg) { return leg.steps[*object.step].ran; });
        if (ran > 0 && ran < static_cast<std::ptrdiff_t>(legs.size())) run_.store().doubt();
        return ran == static_cast<std::ptrdiff_t>(legs.size());
    }

    bool triggered_by_success() {
        if (run_.event().event().name != "workflow_run") return false;
        const SymbolicTexts texts(run_.store());
        const SymbolicValue conclusion = run_.event().github({"github", "event", "workflow_run", "conclusion"});
        if (!texts.equal(conclusion, SymbolicValue::of(std::string_view("success")))) return false;
        const SymbolicValue name = run_.event().github({"github", "event", "workflow_run", "name"});
        return texts.equal(name, SymbolicValue::of(std::string_view(query_.triggering_workflow)));
    }

    bool confirmed() {
        RunEvent& event = run_.event();
        if (!event.has_input(query_.input)) return false;
        return SymbolicTexts(run_.store()).test(event.input_text(query_.input), TextTest::equals, query_.value);
    }

    bool in_environment() {
        const SymbolicTexts texts(run_.store());
        for (const SymbolicValue& name : run_.environments(query_.subject.job)) {
            const bool same = texts.equal(name, SymbolicValue::of(std::string_view(query_.value)));
            if (!same) return false;
        }
        return true;
    }

    /// How the object has to end for the subject to be wanted; nothing when that does not matter.
    [[nodiscard]] std::optional<Outcome> wanted_outcome() const {
        if (query_.kind == ProofKind::rollback_on_failure) return Outcome::failure;
        if (query_.kind == ProofKind::follows_success) return Outcome::success;
        return std::nullopt;
    }

    [[nodiscard]] bool calls_for_subject(const StepRun& step) const {
        const std::optional<Outcome> wanted = wanted_outcome();
        return wanted ? step.ran && step.outcome == *wanted : step.ran;
    }

    bool object_calls_for_subject() {
        const ProofSubject& object = *query_.object;
        const std::optional<Outcome> wanted = wanted_outcome();
        if (!object.step) return run_.starts(object.job) && (!wanted || run_.outcome(object.job) == *wanted);
        if (!run_.starts(object.job)) return false;
        const std::vector<LegRun>& legs = run_.legs(object.job);
        return std::any_of(legs.begin(), legs.end(),
                           [&](const LegRun& leg) { return calls_for_subject(leg.steps[*object.step]); });
    }

    /// Where the outcome matters, nothing is asked in cancelled runs.
    ProofVerdict afterwards() {
        const ProofSubject& object = *query_.object;
        if (!object_calls_for_subject()) return {};
        const bool whole = query_.kind == ProofKind::follows_success && !object.step;
        if (whole && object.job == query_.subject.job) return {.violated = !runs(), .subject_ran = true};
        const bool same_job = object.job == query_.subject.job && object.step && query_.subject.step &&
                              *object.step < *query_.subject.step;
        if (same_job) {
            const std::vector<LegRun>& legs = run_.legs(object.job);
            const bool success = query_.kind == ProofKind::follows_success;
            const bool followed = std::all_of(legs.begin(), legs.end(), [&](const LegRun& leg) {
                if (!calls_for_subject(leg.steps[*object.step]) || leg.steps[*query_.subject.step].ran) return true;
                return success && leg.status == Outcome::failure && !leg.covered;
            });
            return {.violated = !followed, .subject_ran = true};
        }
        const bool after = is_before(run_.plan(), object.job, query_.subject.job) &&
                           !is_inside(run_.plan(), query_.subject.job, object.job);
        return {.violated = !after || (!runs() && !failed_on_the_way()), .subject_ran = true};
    }

    /// Whether what comes after the object and keeps the subject from starting makes the run fail, so that nobody takes
    /// it for a success.
    bool failed_on_the_way() {
        if (query_.kind != ProofKind::follows_success) return false;
        // The step succeeded, and its job failed after it.
        if (query_.object->step && run_.result(query_.object->job) == Outcome::failure) return true;
        const std::uint32_t last = query_.subject.job;
        for (std::uint32_t job = 0; job < run_.plan().jobs().size(); ++job) {
            const bool between = is_before(run_.plan(), query_.object->job, job) &&
                                 !is_inside(run_.plan(), job, query_.object->job) &&
                                 (job == last || is_before(run_.plan(), job, last));
            if (between && run_.starts(job) && run_.result(job) == Outcome::failure) return true;
        }
        return false;
    }

    const ProofQuery& query_;
    Execution& run_;
};

}  // namespace

base::Result<ProofQuery> resolve(const ProofQuestion& question, const ExecutionPlan& plan) {
    ProofQuery query;
    query.kind = question.kind;
    const std::optional<ProofSubject> subject = find(question.subject, plan);
    if (!subject) return std::unexpected(unknown_name(question.subject));
    query.subject = *subject;
    if (question.kind == ProofKind::always_follows) return query;
    if (question.kind == ProofKind::environment) {
        query.value = question.object;
        return query;
    }
    if (question.kind == ProofKind::confirmation) {
        const std::size_t equals = question.object.find('=');
        query.input = question.object.substr(0, equals);
        query.value = equals == std::string::npos ? std::string() : question.object.substr(equals + 1);
        return query;
    }
    constexpr std::string_view run = "workflow_run(";
    if (question.kind == ProofKind::guards && question.object.starts_with(run) && question.object.ends_with(')')) {
        query.triggering_workflow = question.object.substr(run.size(), question.object.size() - run.size() - 1);
        return query;
    }
    query.object = find(question.object, plan);
    if (!query.object) return std::unexpected(unknown_name(question.object));
    return query;
}

ProofVerdict judge(const ProofQuery& query, Execution& run) { return Judge(query, run).judge(); }

}  // namespace csr::model
