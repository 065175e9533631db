#include "policy/proof_functions.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "model/node_value.hpp"
#include "model/workflow/expression_flow.hpp"
#include "model/workflow/job_graph.hpp"
#include "model/workflow/workflow_object.hpp"
#include "policy/activity_steps.hpp"
#include "policy/function_call.hpp"

namespace csr::policy {

namespace {

using model::Value;

Value undecided(const cel::CallContext& call, const model::Job& job, bool rejected = false) {
    model::Cause cause;
    cause.kind = rejected ? model::CauseKind::rejected : model::CauseKind::job_order;
    cause.subject = rejected ? std::string_view(job.workflow->document().path()) : job.id;
    cause.place = model::place_of(job.key);
    return model::unknown(call.evaluation.arena, cause, cause.place);
}

Value guaranteed_before(const cel::CallContext& call, Arguments arguments) {
    const model::Job* job = model::job_behind(arguments[0]);
    if (job == nullptr) return no_such(call, "job");
    return model::guaranteed_before_list(*job, *context_of(call).proofs, call.evaluation.arena);
}

/// true or false, or unknown with the job of which it cannot be said.
Value value_of(const cel::CallContext& call, const model::Job& job, const model::ProofAnswer& answer) {
    const model::Place place = model::place_of(job.key);
    if (answer.result == model::ProofResult::holds) return Value::boolean(true, place);
    if (answer.result == model::ProofResult::refuted) {
        const model::Place end = answer.counterexample->steps.back().place;
        const Value failed = Value::boolean(false, end.valid() ? end : place);
        if (context_of(call).refutations != nullptr)
            context_of(call).refutations->push_back({failed.place(), &*answer.counterexample});
        return failed;
    }
    return undecided(call, job, answer.result == model::ProofResult::invalid);
}

Value proved(const cel::CallContext& call, const model::Job& job, const model::ProofQuestion& question) {
    return value_of(call, job, context_of(call).proofs->ask(*job.workflow, question));
}

std::string step_name(const model::Step& step) { return std::string(step.job->id) + "/#" + std::to_string(step.index); }

/// The step of a job behind a value; null also for the steps of an action, which belong to no job.
const model::Step* job_step_behind(const Value& value) {
    const model::Step* step = model::step_behind(value);
    return step != nullptr && step->job != nullptr ? step : nullptr;
}

/// Steps of different workflows have nothing to do with each other.
Value proved_of_steps(const cel::CallContext& call, model::ProofKind kind, const Value& subject, const Value& object) {
    const model::Step* asked = job_step_behind(subject);
    const model::Step* other = job_step_behind(object);
    if (asked == nullptr || other == nullptr) return no_such(call, "step of a job");
    if (asked->job->workflow != other->job->workflow) return Value::boolean(false, subject.place());
    return proved(call, *asked->job, {kind, step_name(*asked), step_name(*other)});
}

Value follows_always(const cel::CallContext& call, Arguments arguments) {
    const model::Job* job = model::job_behind(arguments[0]);
    if (job == nullptr) return no_such(call, "job");
    return proved(call, *job, {model::ProofKind::always_follows, std::string(job->id), "workflow"});
}

/// Whether an expression may read the input of workflow_dispatch.
bool may_read(const model::Expression& expression, const std::string& input) {
    if (!expression.valid()) return true;
    const std::string whole = "github.event.inputs." + input;
    const std::string brief = "inputs." + input;
    return std::ranges::any_of(model::context_paths(expression), [&](const model::ContextPath& read) {
        const std::string path = read.to_string();
        if (path.contains('*') || path == whole || path == brief) return true;
        return whole.starts_with(path + ".") || path == "inputs";  // all inputs at once
    });
}

/// Whether the step's job, or one that it waits for, may ask for the input, as far as that shows in the file: nothing
/// else can keep the step from running. What is called elsewhere may ask for it, too.
bool may_ask_for(const model::Step& step, const std::string& input) {
    const model::Job& own = *step.job;
    const auto before = [&own](const model::Job* job) {
        return job == nullptr || job == &own || std::ranges::find(own.ancestors, job) != own.ancestors.end();
    };
    for (const model::Job& job : own.workflow->jobs()) {
        if (!before(&job)) continue;
        const bool opaque = std::ranges::any_of(job.steps, [](const model::Step& one) {
            return one.run && one.run.is_scalar() && one.run.text().contains("GITHUB_EVENT_PATH");
        });
        if (job.uses || opaque) return true;
    }
    return std::ranges::any_of(own.workflow->expressions(), [&](const model::ExpressionSite& site) {
        return before(site.job) && may_read(site.expression, input);
    });
}

/// The fourth argument, when there is one, is the event whose executions count.
Value confirmed(const cel::CallContext& call, Arguments arguments) {
    const model::Step* step = job_step_behind(arguments[0]);
    if (step == nullptr) return no_such(call, "step of a job");
    const std::string wanted = std::string(arguments[1].text()) + "=" + std::string(arguments[2].text());
    const std::string event(arguments.size() > 3 ? arguments[3].text() : std::string_view());
    const model::ProofAnswer& answer = context_of(call).proofs->ask(
        *step->job->workflow, {model::ProofKind::confirmation, step_name(*step), wanted, event});
    const bool rejected = answer.result == model::ProofResult::invalid;
    if (rejected && !may_ask_for(*step, model::lower_case(arguments[1].text())))
        return Value::boolean(false, model::place_of(step->job->key));
    return value_of(call, *step->job, answer);
}

Value precedes(const cel::CallContext& call, Arguments arguments) {
    return proved_of_steps(call, model::ProofKind::step_order, arguments[1], arguments[0]);
}

Value succeeds_before(const cel::CallContext& call, Arguments arguments) {
    return proved_of_steps(call, model::ProofKind::guards, arguments[1], arguments[0]);
}

/// As succeeds_before, of whole jobs.
Value job_succeeds_before(const cel::CallContext& call, Arguments arguments) {
    const model::Job* first = model::job_behind(arguments[0]);
    const model::Job* then = model::job_behind(arguments[1]);
    if (first == nullptr || then == nullptr) return no_such(call, "job");
    if (first == then || first->workflow != then->workflow) return Value::boolean(false, arguments[1].place());
    return proved(call, *then, {model::ProofKind::guards, std::string(then->id), std::string(first->id)});
}

Value runs_in_environment(const cel::CallContext& call, Arguments arguments) {
    const model::Job* job = model::job_behind(arguments[0]);
    if (job == nullptr) return no_such(call, "job");
    const std::string name(arguments[1].text());
    return proved(call, *job, {model::ProofKind::environment, std::string(job->id), name});
}

Value rolled_back_by(const cel::CallContext& call, Arguments arguments) {
    return proved_of_steps(call, model::ProofKind::rollback_on_failure, arguments[1], arguments[0]);
}

/// How a property of a job fails, told in both languages; empty texts when it does not.
Value counterexample(const cel::CallContext& call, Arguments arguments) {
    const model::Job* job = model::job_behind(arguments[0]);
    if (job == nullptr) return no_such(call, "job");
    const std::optional<model::ProofKind> kind = model::proof_kind(arguments[1].text());
    if (!kind) return Value::error(call.evaluation.arena.copy("unknown kind of property"));
    const model::ProofAnswer& answer =
        context_of(call).proofs->ask(*job->workflow, {*kind, std::string(job->id), std::string(arguments[2].text())});
    const base::Text story = answer.counterexample ? told(*answer.counterexample) : base::Text();
    const Value texts[] = {Value::string(call.evaluation.arena.copy(story.en)),
                           Value::string(call.evaluation.arena.copy(story.ja))};
    return model::list_of(texts, call.evaluation.arena, model::place_of(job->key));
}

/// What is asked about the steps that do an activity.
struct ActivityQuestion {
    model::ProofKind kind = model::ProofKind::guards;
    Side side = Side::before;
};

/// One of the steps stands to the asked one as the question says.
const model::ProofAnswer& ask(const FunctionContext& context, const RunContext& run, const model::Step& step,
                              const ActivityQuestion& asked, const std::vector<std::string>& names) {
    const std::string own = run.name_of(step);
    std::vector<model::ProofQuestion> questions;
    for (const std::string& name : names) {
        const bool first = asked.side == Side::before;
        questions.push_back({asked.kind, first ? own : name, first ? name : own, run.event});
    }
    return context.proofs->ask_any(*run.root, questions);
}

/// Nothing can stand where it should. The counterexample is told where there is one: a step that never runs has none.
Value nothing_there(const cel::CallContext& call, const RunContext& run, const model::Step& step,
                    const ActivityQuestion& asked, const std::vector<std::string>& others) {
    if (run.from_outside) return undecided(call, *step.job);
    if (!others.empty()) {
        const model::ProofAnswer& answer = ask(context_of(call), run, step, asked, others);
        if (answer.result == model::ProofResult::refuted) return value_of(call, *step.job, answer);
    }
    return Value::boolean(false, model::place_of(step.node));
}

/// In one context: a boolean or unknown.
Value proved_in(const cel::CallContext& call, const RunContext& run, const model::Step& step, std::string_view activity,
                const ActivityQuestion& asked) {
    const FunctionContext& context = context_of(call);
    ActivitySteps found = activity_steps(step, run, *context.activities, activity, asked.side);
    // A script that does both: their order within it is not looked into.
    if (found.itself || (!found.on_side && !found.elsewhere.empty())) return undecided(call, *step.job);
    if (!found.on_side) return nothing_there(call, run, step, asked, found.names);
    const model::ProofAnswer& answer = ask(context, run, step, asked, found.names);
    if (answer.result != model::ProofResult::refuted) return value_of(call, *step.job, answer);
    if (run.from_outside) return undecided(call, *step.job);
    if (found.elsewhere.empty()) return value_of(call, *step.job, answer);
    found.names.insert(found.names.end(), found.elsewhere.begin(), found.elsewhere.end());
    const model::ProofAnswer& with_others = ask(context, run, step, asked, found.names);
    return with_others.result == model::ProofResult::refuted ? value_of(call, *step.job, with_others)
                                                             : undecided(call, *step.job);
}

/// Whether, in every execution, a step that does the activity stands to the asked one as the question says.
Value proved_of_activity(const cel::CallContext& call, Arguments arguments, const ActivityQuestion& asked) {
    const model::Step* step = job_step_behind(arguments[0]);
    if (step == nullptr) return no_such(call, "step of a job");
    const FunctionContext& context = context_of(call);
    const std::string_view activity = arguments[1].text();
    if (!context.activities->knows(activity)) return unknown_activity(call, activity);
    std::optional<Value> open;
    for (const RunContext& run : contexts_of(*step, *context.project)) {
        const Value one = proved_in(call, run, *step, activity, asked);
        if (one.is(model::Kind::boolean) && !one.as_boolean()) return one;
        if (!one.is(model::Kind::boolean)) open = one;
    }
    return open ? *open : Value::boolean(true, model::place_of(step->node));
}

template <model::ProofKind kind, Side side>
Value activity_proof(const cel::CallContext& call, Arguments arguments) {
    return proved_of_activity(call, arguments, {kind, side});
}

std::vector<cel::Function> make_functions() {
    using cel::global_function;
    using model::Type;
    using Kind = model::Type::Kind;
    static const Type job{Kind::object, nullptr, &model::job_type()};
    static const Type job_list{Kind::list, &job};
    static const Type step{Kind::object, nullptr, &model::step_type()};
    const Type& text = model::string_type;
    const Type& boolean = model::boolean_type;
    using enum model::ProofKind;
    return {
        global_function("guaranteed_before", guaranteed_before, job_list, job),
        global_function("follows_always", follows_always, boolean, job),
        global_function("confirmed", confirmed, boolean, step, text, text),
        global_function("precedes", precedes, boolean, step, step),
        global_function("succeeds_before", succeeds_before, boolean, step, step),
        global_function("succeeds_before", job_succeeds_before, boolean, job, job),
        global_function("runs_in_environment", runs_in_environment, boolean, job, text),
        global_function("rolled_back_by", rolled_back_by, boolean, step, step),
        global_function("counterexample", counterexample, model::string_list_type, job, text, text),
        global_function("confirmed", confirmed, boolean, step, text, text, text),
        global_function("guarded_by", activity_proof<guards, Side::before>, boolean, step, text),
        global_function("preceded_by", activity_proof<step_order, Side::before>, boolean, step, text),
        global_function("followed_by", activity_proof<follows, Side::after>, boolean, step, text),
        global_function("recovered_by", activity_proof<rollback_on_failure, Side::after>, boolean, step, text),
        global_function("verified_by", activity_proof<follows_success, Side::after>, boolean, step, text),
    };
}

}  // namespace

std::span<const cel::Function> proof_functions() {
    static const std::vector<cel::Function> functions = make_functions();
    return functions;
}

}  // namespace csr::policy
