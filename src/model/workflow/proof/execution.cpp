#include "model/workflow/proof/execution.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/workflow/proof/execution_scopes.hpp"
#include "model/workflow/proof/shell_run.hpp"
#include "model/workflow/written_text.hpp"

namespace csr::model {

namespace {

/// What `on.workflow_call` says about an input or output.
syntax::NodeRef call_member(const Workflow& workflow, std::string_view list, std::string_view name) {
    const Event* event = workflow.event("workflow_call");
    if (event == nullptr || !event->config || !event->config.is_mapping()) return {};
    return find_ignoring_case(event->config.find(list), name).value;
}

}  // namespace

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::success:
            return "success";
        case Outcome::failure:
            return "failure";
        case Outcome::cancelled:
            return "cancelled";
        case Outcome::skipped:
            break;
    }
    return "skipped";
}

/// Chosen so that whatever has to end before a job that the cancel still met had ended by then.
Execution::Phase Execution::phase(std::uint32_t job) {
    std::optional<Phase>& phase = states_[job].phase;
    if (phase) return *phase;
    if (!cancelled_) return phase.emplace(Phase::before);
    const JobInstance& instance = plan_->jobs()[job];
    const bool after = std::any_of(instance.before.begin(), instance.before.end(), [&](std::uint32_t other) {
        const bool zero_length = plan_->jobs()[other].called != nullptr;
        return states_[other].phase && *states_[other].phase != Phase::before &&
               !(zero_length && *states_[other].phase == Phase::during);
    });
    if (after) return phase.emplace(Phase::after);
    bool before = false;
    for (std::uint32_t other = 0; other < states_.size(); ++other) {
        const std::vector<std::uint32_t>& others = plan_->jobs()[other].before;
        const bool follows = states_[other].phase && *states_[other].phase != Phase::after;
        if (follows && std::find(others.begin(), others.end(), job) != others.end()) before = true;
    }
    if (before) return phase.emplace(Phase::before);
    // A call itself takes no time: it begins before the cancel or after it.
    if (instance.called != nullptr) return phase.emplace(store_->tape().choose(2) == 0 ? Phase::before : Phase::after);
    constexpr Phase phases[] = {Phase::before, Phase::during, Phase::after};
    return phase.emplace(phases[store_->tape().choose(3)]);
}

bool Execution::condition_holds(std::uint32_t job, bool cancelled) {
    JobScope scope(*this, job, cancelled);
    return SymbolicEvaluator(scope, *store_).holds(plan_->jobs()[job].job->condition);
}

bool Execution::job_status(std::uint32_t job, bool cancelled, std::string_view function) {
    if (function == "cancelled") return cancelled;
    if (cancelled) return false;  // neither success() nor failure() in a cancelled run
    const JobInstance& instance = plan_->jobs()[job];
    const bool failure = function == "failure";
    const auto looked_for = [&](std::uint32_t other) {
        return failure ? result(other) == Outcome::failure : result(other) != Outcome::success;
    };
    const bool found = std::any_of(instance.ancestors.begin(), instance.ancestors.end(), looked_for);
    if (!found && instance.caller) {
        // Whether jobs of a called workflow look beyond it is not documented.
        const std::vector<std::uint32_t>& outer = plan_->jobs()[*instance.caller].ancestors;
        if (std::any_of(outer.begin(), outer.end(), looked_for)) {
            store_->doubt();
            return store_->tape().choose(2) == 0;
        }
    }
    return found == failure;
}

bool Execution::starts(std::uint32_t job) {
    if (states_[job].started) return *states_[job].started;
    const JobInstance& instance = plan_->jobs()[job];
    bool starts = !instance.caller || this->starts(*instance.caller);
    if (starts) starts = condition_holds(job, phase(job) == Phase::after);
    states_[job].started = starts;
    told_.push_back(job);
    return starts;
}

/// The result of a job that does not start.
Outcome Execution::not_started(std::uint32_t job) {
    const JobInstance& instance = plan_->jobs()[job];
    if (instance.caller && !starts(*instance.caller)) return result(*instance.caller);
    if (phase(job) != Phase::after) return Outcome::skipped;
    if (condition_holds(job, false)) return Outcome::cancelled;
    // Nobody says whether a cancelled run skips or cancels a job that would not have started anyway.
    store_->doubt();
    return store_->tape().choose(2) == 0 ? Outcome::skipped : Outcome::cancelled;
}

Outcome Execution::outcome(std::uint32_t job) {
    if (!states_[job].outcome) finish(job);
    return *states_[job].outcome;
}

Outcome Execution::result(std::uint32_t job) {
    if (!states_[job].result) finish(job);
    return *states_[job].result;
}

const std::vector<LegRun>& Execution::legs(std::uint32_t job) {
    if (!states_[job].legs_done) finish(job);
    return states_[job].legs;
}

void Execution::finish(std::uint32_t job) {
    State& state = states_[job];
    state.legs_done = true;
    const JobInstance& instance = plan_->jobs()[job];
    if (!starts(job)) {
        state.outcome = not_started(job);
        state.result = state.outcome;
        return;
    }
    if (instance.called != nullptr) return finish_call(job);
    const bool met = phase(job) == Phase::during && !condition_holds(job, true);
    const bool elsewhere = !instance.job->steps.empty() ? false : true;
    bool failed = false;
    bool cancelled = false;
    bool uncovered = false;
    for (std::size_t leg = 0; leg < instance.legs.size(); ++leg) {
        LegRun run;
        run.steps.resize(instance.steps.size());
        if (elsewhere) {
            run.status = met ? Outcome::cancelled : store_->tape().choose(2) == 0 ? Outcome::success : Outcome::failure;
        } else {
            run_leg(job, leg, run, met);
        }
        if (run.status == Outcome::failure) run.covered = continues(job, leg, run, instance.job->continue_on_error);
        failed = failed || run.status == Outcome::failure;
        uncovered = uncovered || (run.status == Outcome::failure && !run.covered);
        cancelled = cancelled || run.status == Outcome::cancelled;
        states_[job].legs.push_back(std::move(run));
    }
    states_[job].outcome = failed ? Outcome::failure : cancelled ? Outcome::cancelled : Outcome::success;
    states_[job].result = uncovered ? Outcome::failure : cancelled ? Outcome::cancelled : Outcome::success;
}

/// The result of a call is put together from its jobs.
void Execution::finish_call(std::uint32_t job) {
    const std::vector<std::uint32_t>& children = plan_->jobs()[job].children;
    bool failed = false;
    bool cancelled = false;
    bool all_skipped = !children.empty();
    for (const std::uint32_t child : children) {
        const Outcome one = result(child);
        if (one == Outcome::success && outcome(child) != Outcome::success) store_->doubt();
        failed = failed || one == Outcome::failure;
        cancelled = cancelled || one == Outcome::cancelled;
        all_skipped = all_skipped && one == Outcome::skipped;
    }
    Outcome whole = failed ? Outcome::failure : cancelled ? Outcome::cancelled : Outcome::success;
    if (all_skipped) {
        // Not documented: seen both as skipped and as success.
        store_->doubt();
        if (store_->tape().choose(2) == 0) whole = Outcome::skipped;
    }
    states_[job].outcome = whole;
    states_[job].result = whole;
}

bool Execution::continues(std::uint32_t job, std::size_t leg, const LegRun& run, syntax::NodeRef node) {
    if (!node || node.is_null()) return false;
    if (!has_expression(text_of(node))) return lower_case(text_of(node)) == "true";
    StepScope scope(*this, job, leg, run, run.done, run.status);
    const SymbolicValue value = text_at(scope, node);
    const SymbolicTexts texts(*store_);
    return value.kind == SymbolicValue::Kind::text ? texts.test(value, TextTest::equals, "true") : texts.truthy(value);
}

bool Execution::observes(std::uint32_t job, std::size_t step) const {
    const StepName name(job, static_cast<std::uint32_t>(step));
    return plan_->jobs()[job].steps[step].observed || std::find(asked_.begin(), asked_.end(), name) != asked_.end();
}

void Execution::run_leg(std::uint32_t job, std::size_t leg, LegRun& run, bool hit) {
    const JobInstance& instance = plan_->jobs()[job];
    // Of the steps between two observed ones it only matters whether one of them failed.
    bool may_have_failed = false;
    for (std::size_t step = 0; step < instance.steps.size(); ++step) {
        run.done = step;
        if (observes(job, step)) {
            run_observed(job, leg, step, run, hit);
            may_have_failed = false;
        } else {
            run_unobserved(job, leg, step, run, may_have_failed);
        }
    }
    run.done = instance.steps.size();
    if (hit) run.status = Outcome::cancelled;  // during the last steps
}

void Execution::run_unobserved(std::uint32_t job, std::size_t leg, std::size_t step, LegRun& run,
                               bool& may_have_failed) {
    if (run.status != Outcome::success) return;
    const StepPlan& plan = plan_->jobs()[job].steps[step];
    const bool can_only_fail_by_chance = plan.kind == StepPlan::Kind::open || plan.kind == StepPlan::Kind::harmless;
    // That an earlier step failed is the same to everybody.
    if (can_only_fail_by_chance && may_have_failed) return;
    StepScope scope(*this, job, leg, run, step, run.status);
    if (!SymbolicEvaluator(scope, *store_).holds(plan.step->condition)) return;
    if (continues(job, leg, run, plan.step->continue_on_error)) return;
    if (!outcome_of_step(job, leg, step, run)) run.status = Outcome::failure;
    if (plan.kind == StepPlan::Kind::open && !plan.step->condition.present()) may_have_failed = true;
}

void Execution::run_observed(std::uint32_t job, std::size_t leg, std::size_t step, LegRun& run, bool& hit) {
    const StepPlan& plan = plan_->jobs()[job].steps[step];
    enum class Hit : std::uint8_t { later, before, during };
    const auto when = hit ? static_cast<Hit>(store_->tape().choose(3)) : Hit::later;
    if (when == Hit::before) {
        if (step == 0) store_->doubt();  // between a job's start and its first step
        run.status = Outcome::cancelled;
        hit = false;
    }
    StepScope scope(*this, job, leg, run, step, run.status);
    StepRun& one = run.steps[step];
    one.ran = SymbolicEvaluator(scope, *store_).holds(plan.step->condition);
    if (!one.ran) return;
    if (when == Hit::during) {
        hit = false;
        StepScope after(*this, job, leg, run, step, Outcome::cancelled);
        const bool goes_on = SymbolicEvaluator(after, *store_).holds(plan.step->condition);
        if (!goes_on) {
            one.outcome = one.conclusion = run.status = Outcome::cancelled;
            return;
        }
    }
    const bool succeeded = outcome_of_step(job, leg, step, run);
    one.outcome = one.conclusion = succeeded ? Outcome::success : Outcome::failure;
    if (!succeeded) {
        if (continues(job, leg, run, plan.step->continue_on_error)) {
            one.conclusion = Outcome::success;
        } else if (run.status == Outcome::success) {
            run.status = Outcome::failure;
        }
    }
    if (when == Hit::during) run.status = Outcome::cancelled;
}

/// Whether the step, which runs, succeeds.
bool Execution::outcome_of_step(std::uint32_t job, std::size_t leg, std::size_t step, LegRun& run) {
    const StepPlan& plan = plan_->jobs()[job].steps[step];
    StepRun& one = run.steps[step];
    const bool is_script = plan.script.understood && (plan.kind == StepPlan::Kind::script || observes(job, step));
    if (is_script) {
        StepScope scope(*this, job, leg, run, step, run.status);
        const SymbolicEvaluator evaluator(scope, *store_);
        ShellRun shell(evaluator, [&](const std::string& name) { return scope.variable(name); });
        ShellResult result = shell.run(plan.script);
        one.outputs = std::move(result.outputs);
        one.open_outputs = result.open_outputs;
        for (auto& [name, value] : result.environment) run.environment[name] = std::move(value);
        run.open_environment = run.open_environment || result.open_environment;
        if (plan.kind != StepPlan::Kind::harmless || !result.succeeded) return result.succeeded;
    }
    if (plan.kind == StepPlan::Kind::fails) return false;
    if (!is_script) one.open_outputs = true;
    if (!is_script && text_of(plan.step->run).find("GITHUB_ENV") != std::string_view::npos) run.open_environment = true;
    const bool succeeded = store_->tape().choose(2) == 0;
    const bool odd =
        plan.kind == StepPlan::Kind::harmless ? !succeeded : plan.kind == StepPlan::Kind::unclear && succeeded;
    if (odd) store_->doubt();
    return succeeded;
}

std::vector<SymbolicValue> Execution::environments(std::uint32_t job) {
    const JobInstance& instance = plan_->jobs()[job];
    std::vector<SymbolicValue> names;
    for (std::size_t leg = 0; leg < instance.legs.size(); ++leg) {
        LegRun none;
        StepScope scope(*this, job, leg, none, 0, Outcome::success);
        const syntax::NodeRef node = instance.job->environment_name;
        const SymbolicTexts texts(*store_);
        names.push_back(node && node.is_scalar() ? texts.as_text(text_at(scope, node))
                                                 : SymbolicValue::of(std::string_view()));
    }
    return names;
}

SymbolicValue Execution::text_at(SymbolicScope& scope, syntax::NodeRef node) {
    if (!node || node.is_null()) return {};
    if (!node.is_scalar()) return SymbolicValue::anything("value");
    if (!has_expression(node.text())) {
        if (node.kind() == syntax::NodeKind::boolean)
            return SymbolicValue::of(node.text().front() == 't' || node.text().front() == 'T');
        return SymbolicValue::of(node.text());
    }
    return SymbolicEvaluator(scope, *store_).evaluate(node.text(), plan_->expressions(node.text()));
}

SymbolicValue Execution::open_text(const std::string& name) { return SymbolicValue::open(store_->symbol(name, {})); }

SymbolicValue Execution::result_text(std::uint32_t job) { return SymbolicValue::of(name_of(result(job))); }

SymbolicValue Execution::job_output(std::uint32_t job, const std::string& name) {
    const JobInstance& instance = plan_->jobs()[job];
    const Outcome ended = outcome(job);
    if (!starts(job)) return {};
    if (instance.called != nullptr) return called_output(job, name);
    if (instance.job->uses) return open_text(instance.name + ".outputs." + name);
    const syntax::NodeRef node = find_ignoring_case(instance.job->outputs, name).value;
    if (!node) return {};
    if (ended == Outcome::cancelled) store_->doubt();
    std::size_t leg = 0;
    if (instance.legs.size() > 1) {
        leg = store_->tape().choose(instance.legs.size());  // the leg that ended last
        store_->doubt();
    }
    const LegRun run = states_[job].legs[leg];
    StepScope scope(*this, job, leg, run, instance.steps.size(), run.status);
    return SymbolicTexts(*store_).as_text(text_at(scope, node));
}

SymbolicValue Execution::called_output(std::uint32_t job, const std::string& name) {
    const syntax::NodeRef output = call_member(*plan_->jobs()[job].called, "outputs", name);
    const syntax::NodeRef node = output && output.is_mapping() ? output.find("value") : syntax::NodeRef();
    if (!node) return {};
    CalledScope scope(*this, job, false);
    return SymbolicTexts(*store_).as_text(text_at(scope, node));
}

/// An input of the workflow that the job belongs to.
SymbolicValue Execution::input(std::uint32_t job, const std::string& name) {
    const JobInstance& instance = plan_->jobs()[job];
    if (!instance.caller) return event_->input(name);
    const JobInstance& caller = plan_->jobs()[*instance.caller];
    const syntax::NodeRef declared = call_member(*instance.job->workflow, "inputs", name);
    if (!declared) return {};
    const syntax::NodeRef type = declared.is_mapping() ? declared.find("type") : syntax::NodeRef();
    JobScope scope(*this, *instance.caller, false);
    const syntax::NodeRef given = find_ignoring_case(caller.job->with, name).value;
    const syntax::NodeRef usual = declared.is_mapping() ? declared.find("default") : syntax::NodeRef();
    const SymbolicValue value = text_at(scope, given ? given : usual);
    const SymbolicTexts texts(*store_);
    if (text_of(type) == "boolean") {
        if (value.kind == SymbolicValue::Kind::text)
            return SymbolicValue::of(texts.test(value, TextTest::equals, "true"));
        return value.kind == SymbolicValue::Kind::null ? SymbolicValue::of(false) : value;
    }
    if (text_of(type) == "number") {
        const std::string* letters = SymbolicTexts::known(value);
        if (letters != nullptr) return SymbolicValue::of(number_from(*letters));
        return value.kind == SymbolicValue::Kind::null ? SymbolicValue::of(0.0) : value;
    }
    return texts.as_text(value);
}

/// Contexts that read the same everywhere in a workflow.
SymbolicValue Execution::shared(std::uint32_t job, const std::vector<std::string>& path) {
    std::string joined;
    for (const std::string& name : path) joined += (joined.empty() ? "" : ".") + name;
    if (path[0] == "github") {
        if (path.size() == 2 && path[1] == "job") return SymbolicValue::of(plan_->jobs()[job].job->id);
        return event_->github(path);
    }
    if (path[0] == "inputs") return path.size() == 2 ? input(job, path[1]) : SymbolicValue::anything(joined);
    if (path[0] == "vars" || path[0] == "secrets")
        return path.size() == 2 ? open_text(joined) : SymbolicValue::anything(joined);
    if (path[0] == "strategy" || path[0] == "job" || path[0] == "runner")
        return open_text(plan_->jobs()[job].name + "/" + joined);
    return SymbolicValue::anything(joined);
}

SymbolicValue Execution::needs(std::uint32_t job, const std::vector<std::string>& path) {
    const JobInstance& instance = plan_->jobs()[job];
    const auto member = [&](std::uint32_t other) -> SymbolicValue {
        if (path.size() == 3 && path[2] == "result") return {.kind = SymbolicValue::Kind::job_result, .job = other};
        if (path.size() == 4 && path[2] == "outputs") return job_output(other, path[3]);
        SymbolicValue object{.kind = SymbolicValue::Kind::object, .name = "needs." + plan_->jobs()[other].name};
        const bool known = path.size() <= 2 || path[2] == "outputs";
        if (path.size() <= 2)
            object.members.emplace_back("result", SymbolicValue{.kind = SymbolicValue::Kind::job_result, .job = other});
        return known ? object : SymbolicValue();
    };
    if (path.size() >= 2 && path[1] != "*") {
        for (const std::uint32_t other : instance.needs) {
            if (lower_case(plan_->jobs()[other].job->id) == path[1]) return member(other);
        }
        return {};
    }
    SymbolicValue all{.kind = path.size() == 1 ? SymbolicValue::Kind::object : SymbolicValue::Kind::array,
                      .name = "needs"};
    for (const std::uint32_t other : instance.needs) {
        if (path.size() == 1) {
            all.members.emplace_back(std::string(plan_->jobs()[other].job->id), member(other));
        } else {
            all.items.push_back(member(other));
        }
    }
    return all;
}

SymbolicValue Execution::matrix(std::uint32_t job, std::size_t leg, const std::vector<std::string>& path) {
    const JobInstance& instance = plan_->jobs()[job];
    if (path.size() != 2) return SymbolicValue::anything(instance.name + "/matrix");
    const std::string name = instance.name + "/matrix." + path[1];
    const auto open = instance.open_matrix.find(path[1]);
    if (open != instance.open_matrix.end()) {
        store_->doubt();  // which values come together is left out
        return SymbolicValue::open(store_->symbol(name, {.listed = true, .texts = open->second}));
    }
    if (instance.dynamic_matrix) {
        store_->doubt();
        return open_text(name);
    }
    const auto found = instance.legs[leg].find(path[1]);
    return found == instance.legs[leg].end() ? SymbolicValue() : SymbolicValue::of(std::string_view(found->second));
}

}  // namespace csr::model
