#include "model/workflow/proof/execution_plan.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/workflow/proof/matrix_legs.hpp"
#include "model/workflow/proof/shell_ends.hpp"
#include "model/workflow/written_text.hpp"

namespace csr::model {

namespace {

constexpr std::size_t most_jobs = 400;
constexpr int deepest_call = 10;  // GitHub's own limit

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n;";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

syntax::NodeRef default_shell(syntax::NodeRef owner) {
    const syntax::NodeRef defaults = owner && owner.is_mapping() ? owner.find("defaults") : syntax::NodeRef();
    const syntax::NodeRef run = defaults && defaults.is_mapping() ? defaults.find("run") : syntax::NodeRef();
    return run && run.is_mapping() ? run.find("shell") : syntax::NodeRef();
}

/// Whether the step's script is bash's or sh's.
bool is_bash(const Step& step) {
    for (const syntax::NodeRef shell :
         {step.shell, default_shell(step.job->node), default_shell(step.job->workflow->root())}) {
        if (!shell) continue;
        const std::string_view name = text_of(shell);
        return name == "bash" || name == "sh" || name.starts_with("bash ") || name.starts_with("sh ");
    }
    const syntax::NodeRef runner = step.job->runs_on;
    return !runner || !runner.is_scalar() || lower_case(runner.text()).find("windows") == std::string::npos;
}

/// "if" with another value in the texts around it: a check that may hang on what started the workflow.
bool reads_context(const Step& step) {
    const auto reads = [](syntax::NodeRef node) {
        if (!node) return false;
        if (node.is_scalar()) return has_expression(node.text());
        bool found = false;
        if (node.is_mapping()) {
            for (const syntax::NodeRef::Pair pair : node.pairs()) found = found || has_expression(text_of(pair.value));
        }
        return found;
    };
    return reads(step.run) || reads(step.env) || reads(step.with) || reads(step.job->env) ||
           holds_any(text_of(step.run), {"$GITHUB_", "${GITHUB_", "context.payload"});
}

bool is_plain(const ShellList& list) {
    return std::all_of(list.begin(), list.end(), [](const ShellCommand& command) {
        const std::string_view name = command.words.empty() ? std::string_view() : command.words[0].letters();
        return command.kind == ShellCommand::Kind::simple && command.link == ShellCommand::Link::none &&
               !command.negated && name != "exit" && name != "false" && name != "[" && name != "test";
    });
}

bool only_prints(const ShellList& list) {
    return is_plain(list) && std::all_of(list.begin(), list.end(), [](const ShellCommand& command) {
               const std::string_view name = command.words.empty() ? std::string_view() : command.words[0].letters();
               return !command.piped && (name == "echo" || name == "printf" || name == "true" || name == ":");
           });
}

/// Whether the step's script may find the variable set: by `env`, by GitHub, or by an earlier step.
bool may_be_set(const Step& step, std::string_view name) {
    const Job& job = *step.job;
    if (name.starts_with("GITHUB_") || find_ignoring_case(step.env, name).key ||
        find_ignoring_case(job.env, name).key || find_ignoring_case(job.workflow->get("env"), name).key)
        return true;
    return std::any_of(job.steps.begin(), job.steps.end(), [&](const Step& other) {
        const std::string_view text = text_of(other.run);
        return text.find("GITHUB_ENV") != std::string_view::npos && text.find(name) != std::string_view::npos;
    });
}

/// Whether nothing but chance decides how the condensed script ends.
bool ends_by_chance(const ShellScript& script) {
    if (script.commands.size() != 1 || script.commands[0].kind != ShellCommand::Kind::ends) return false;
    const ShellEnds& ends = script.commands[0].ends;
    return std::max(ends.passes, ends.stops_well) == ShellEnds::Chance::possible &&
           std::max(ends.fails, ends.stops_badly) == ShellEnds::Chance::possible;
}

void plan_run(StepPlan& plan, const Step& step) {
    const std::string_view text = text_of(step.run);
    const bool may_stop = holds_any(text, {"exit", "false", "throw", "return 1", "die"});
    if (is_bash(step)) {
        plan.script = parse_shell(text);
        if (plan.script.understood) {
            plan.kind = StepPlan::Kind::script;
            if (is_plain(plan.script.commands)) plan.kind = StepPlan::Kind::open;
            if (only_prints(plan.script.commands)) plan.kind = StepPlan::Kind::harmless;
            condense(plan.script, [&](std::string_view name) { return may_be_set(step, name); });
            if (plan.kind == StepPlan::Kind::script && ends_by_chance(plan.script)) plan.kind = StepPlan::Kind::open;
            return;
        }
    }
    const std::string_view code = trimmed(text);
    if (code == "exit 1" || code == "sys.exit(1)" || code == "exit(1)") {
        plan.kind = StepPlan::Kind::fails;
    } else if (may_stop && reads_context(step)) {
        plan.kind = StepPlan::Kind::unclear;
    }
}

void plan_action(StepPlan& plan, const Step& step) {
    if (lower_case(step.action()) != "actions/github-script" || !step.with || !step.with.is_mapping()) return;
    const std::string_view code = trimmed(text_of(step.with.find("script")));
    if (!holds_any(code, {"setFailed", "throw", "process.exit"})) return;
    const bool one_call = code.starts_with("core.setFailed(") && code.find('\n') == std::string_view::npos &&
                          code.find(';') == std::string_view::npos;
    plan.kind = one_call ? StepPlan::Kind::fails : StepPlan::Kind::unclear;
}

/// Notes which ids the text reads as steps.ID.
void note_steps(std::string_view text, std::string& noted) {
    if (text.find("steps") != std::string_view::npos) noted += lower_case(text) + "\n";
}

}  // namespace

ExecutionPlan::ExecutionPlan(const Workflow& workflow) : workflow_(&workflow) { add_jobs(workflow, std::nullopt, 0); }

void ExecutionPlan::add_jobs(const Workflow& workflow, std::optional<std::uint32_t> caller, int depth) {
    const auto first = static_cast<std::uint32_t>(jobs_.size());
    if (jobs_.size() + workflow.jobs().size() > most_jobs || depth > deepest_call) {
        too_large_ = true;
        return;
    }
    for (const Job& job : workflow.jobs()) {
        JobInstance instance;
        instance.job = &job;
        instance.caller = caller;
        instance.name = caller ? jobs_[*caller].name + ">" + std::string(job.id) : std::string(job.id);
        plan_matrix(instance);
        plan_steps(instance);
        if (caller) jobs_[*caller].children.push_back(static_cast<std::uint32_t>(jobs_.size()));
        jobs_.push_back(std::move(instance));
    }
    const auto last = static_cast<std::uint32_t>(jobs_.size());
    for (std::uint32_t i = first; i < last; ++i) {
        for (const Need& need : jobs_[i].job->needs) {
            if (need.job != nullptr) jobs_[i].needs.push_back(first + need.job->index);
        }
        for (const Job* ancestor : jobs_[i].job->ancestors) jobs_[i].ancestors.push_back(first + ancestor->index);
    }
    for (std::uint32_t i = first; i < last; ++i) {
        const std::string_view uses = text_of(jobs_[i].job->uses);
        if (!uses.starts_with("./") && !uses.starts_with("$/")) continue;
        jobs_[i].called = workflow.called(uses);
        if (jobs_[i].called == nullptr) {
            missing_ = uses.substr(2);
            continue;
        }
        const auto begin = static_cast<std::uint32_t>(jobs_.size());
        add_jobs(*jobs_[i].called, i, depth + 1);
        for (auto k = begin; k < jobs_.size(); ++k) jobs_[i].inner.push_back(k);
    }
    for (std::uint32_t i = first; i < last; ++i) link(i);
    if (depth > 0) return;
    // What comes before a caller comes before what it calls.
    for (std::uint32_t i = 0; i < jobs_.size(); ++i) {
        if (!jobs_[i].caller) continue;
        const JobInstance& outer = jobs_[*jobs_[i].caller];
        jobs_[i].before.push_back(*jobs_[i].caller);
        jobs_[i].before.insert(jobs_[i].before.end(), outer.before.begin(), outer.before.end());
    }
}

/// Ancestors, and what they call.
void ExecutionPlan::link(std::uint32_t from) {
    JobInstance& instance = jobs_[from];
    for (const std::uint32_t ancestor : instance.ancestors) {
        instance.before.push_back(ancestor);
        const std::vector<std::uint32_t>& inner = jobs_[ancestor].inner;
        instance.before.insert(instance.before.end(), inner.begin(), inner.end());
    }
}

void ExecutionPlan::plan_steps(JobInstance& instance) const {
    const Job& job = *instance.job;
    std::string noted;
    if (job.outputs && job.outputs.is_mapping()) {
        for (const syntax::NodeRef::Pair pair : job.outputs.pairs()) note_steps(text_of(pair.value), noted);
    }
    note_steps(text_of(job.environment_name), noted);
    for (const Step& step : job.steps) {
        note_steps(text_of(step.condition.node()), noted);
        note_steps(text_of(step.continue_on_error), noted);
        note_steps(text_of(step.run), noted);
        if (step.env && step.env.is_mapping()) {
            for (const syntax::NodeRef::Pair pair : step.env.pairs()) note_steps(text_of(pair.value), noted);
        }
    }
    for (const Step& step : job.steps) {
        StepPlan plan;
        plan.step = &step;
        if (step.run) plan_run(plan, step);
        if (step.uses) plan_action(plan, step);
        const std::string_view id = text_of(step.id);
        plan.observed = !id.empty() && noted.find(lower_case(id)) != std::string::npos;
        const bool sets_environment = text_of(step.run).find("GITHUB_ENV") != std::string_view::npos;
        plan.observed = plan.observed || sets_environment;
        instance.steps.push_back(std::move(plan));
    }
}

std::optional<std::uint32_t> ExecutionPlan::find(std::string_view name) const {
    for (std::uint32_t i = 0; i < jobs_.size(); ++i) {
        if (lower_case(jobs_[i].name) == lower_case(name)) return i;
    }
    return std::nullopt;
}

std::optional<std::uint32_t> ExecutionPlan::find_step(std::uint32_t job, std::string_view name) const {
    const std::vector<StepPlan>& steps = jobs_[job].steps;
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
        if (lower_case(text_of(steps[i].step->id)) == lower_case(name)) return i;
    }
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
        if (text_of(steps[i].step->name) == name) return i;
    }
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
        if (name == fmt::format("#{}", i)) return i;
    }
    return std::nullopt;
}

const std::vector<EmbeddedExpression>& ExecutionPlan::expressions(std::string_view text) const {
    const std::lock_guard lock(mutex_);
    const auto [found, added] = parsed_.try_emplace({text.data(), text.size()});
    if (added) found->second = embedded_expressions(text);
    return found->second;
}

}  // namespace csr::model
