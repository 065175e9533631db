#include "model/workflow/proof/execution_scopes.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/workflow/written_text.hpp"

namespace csr::model {

bool JobScope::status(std::string_view function) { return run_->job_status(job_, cancelled_, function); }

SymbolicValue JobScope::force(const SymbolicValue& value) { return run_->result_text(value.job); }

SymbolicValue JobScope::lookup(const std::vector<std::string>& path) {
    if (path[0] == "needs") return run_->needs(job_, path);
    if (path[0] == "matrix") return run_->matrix(job_, 0, path);
    return run_->shared(job_, path);
}

bool StepScope::status(std::string_view function) {
    if (function == "cancelled") return status_ == Outcome::cancelled;
    if (function == "failure") return status_ == Outcome::failure;
    return status_ == Outcome::success;
}

SymbolicValue StepScope::steps(const std::vector<std::string>& path) {
    if (path.size() < 2 || path[1] == "*") return SymbolicValue::anything("steps");
    const JobInstance& instance = run().plan().jobs()[job()];
    for (std::size_t i = 0; i < std::min(step_, instance.steps.size()); ++i) {
        if (lower_case(text_of(instance.steps[i].step->id)) != path[1]) continue;
        const StepRun& step = state_->steps[i];
        if (path.size() == 2) return {.kind = SymbolicValue::Kind::object, .name = "steps." + path[1]};
        if (path[2] == "outcome") return SymbolicValue::of(name_of(step.outcome));
        if (path[2] == "conclusion") return SymbolicValue::of(name_of(step.conclusion));
        if (path[2] != "outputs" || path.size() != 4)
            return path[2] == "outputs" ? SymbolicValue::anything("outputs") : SymbolicValue();
        const auto found = step.outputs.find(path[3]);
        if (found != step.outputs.end()) return found->second;
        if (!step.ran || !step.open_outputs) return {};
        return run().open_text(fmt::format("{}/{}.outputs.{}", instance.name, path[1], path[3]));
    }
    return {};
}

SymbolicValue StepScope::runner(const std::vector<std::string>& path) {
    if (path.size() != 2 || path[1] != "os") return run().open_text("runner." + path.back());
    const std::string label = lower_case(text_of(run().plan().jobs()[job()].job->runs_on));
    for (const auto& [word, name] : {std::pair<std::string_view, std::string_view>{"ubuntu", "Linux"},
                                     {"windows", "Windows"},
                                     {"macos", "macOS"}}) {
        if (label.starts_with(word)) return SymbolicValue::of(name);
    }
    return SymbolicValue::open(run().store().symbol(run().plan().jobs()[job()].name + "/runner.os",
                                                    {.listed = true, .texts = {"Linux", "Windows", "macOS"}}));
}

std::optional<SymbolicValue> StepScope::variable(const std::string& name) {
    constexpr int deepest = 8;
    if (depth_ > deepest) return SymbolicValue::anything("env." + name);
    const JobInstance& instance = run().plan().jobs()[job()];
    const syntax::NodeRef own = step_ < instance.steps.size() ? instance.steps[step_].step->env : syntax::NodeRef();
    const auto read = [&](syntax::NodeRef env) -> std::optional<SymbolicValue> {
        const syntax::NodeRef node = find_ignoring_case(env, name).value;
        if (!node) return std::nullopt;
        ++depth_;
        SymbolicValue value = SymbolicEvaluator(*this, run().store()).texts().as_text(run().text_at(*this, node));
        --depth_;
        return value;
    };
    if (std::optional<SymbolicValue> value = read(own)) return value;
    const auto written = state_->environment.find(lower_case(name));
    if (written != state_->environment.end()) return written->second;
    if (state_->open_environment) return SymbolicValue::anything("env." + name);
    if (std::optional<SymbolicValue> value = read(instance.job->env)) return value;
    if (std::optional<SymbolicValue> value = read(instance.job->workflow->get("env"))) return value;
    for (const std::string_view known : {"ref", "ref_name", "ref_type", "event_name", "actor", "base_ref", "head_ref",
                                         "repository", "sha", "triggering_actor", "workflow", "run_attempt"}) {
        if (lower_case(name) == "github_" + std::string(known)) return lookup({"github", std::string(known)});
    }
    return std::nullopt;
}

SymbolicValue StepScope::lookup(const std::vector<std::string>& path) {
    if (path[0] == "steps") return steps(path);
    if (path[0] == "matrix") return run().matrix(job(), leg_, path);
    if (path[0] == "runner") return runner(path);
    if (path[0] == "job" && path.size() == 2 && path[1] == "status") return SymbolicValue::of(name_of(status_));
    if (path[0] == "env") {
        if (path.size() != 2) return SymbolicValue::anything("env");
        return variable(path[1]).value_or(SymbolicValue());
    }
    return JobScope::lookup(path);
}

SymbolicValue CalledScope::lookup(const std::vector<std::string>& path) {
    if (path[0] != "jobs" || path.size() < 3) return JobScope::lookup(path);
    // `job` is the calling one; its children are the jobs here.
    for (const std::uint32_t child : run().plan().jobs()[job()].children) {
        if (lower_case(run().plan().jobs()[child].job->id) != path[1]) continue;
        if (path[2] == "result") return {.kind = SymbolicValue::Kind::job_result, .job = child};
        if (path[2] == "outputs" && path.size() == 4) return run().job_output(child, path[3]);
    }
    return {};
}

}  // namespace csr::model
