#include "model/workflow/workflow.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <map>

#include "model/node_value.hpp"
#include "model/workflow/checks.hpp"
#include "model/workflow/expression_diagnostics.hpp"
#include "model/workflow/written_text.hpp"

namespace csr::model {

namespace {

constexpr std::size_t most_jobs = 2048;

// GitHub rejects the file when a job's `if` uses any other context or function.
constexpr std::array<std::string_view, 4> job_if_contexts = {"github", "inputs", "needs", "vars"};
constexpr std::array<std::string_view, 12> job_if_functions = {"success",  "failure",    "always",   "cancelled",
                                                               "contains", "startswith", "endswith", "format",
                                                               "join",     "tojson",     "fromjson", "case"};

bool is_available_in_job_if(const ExpressionNode& node) {
    const auto holds = [&](const auto& names) {
        return std::find(names.begin(), names.end(), lower_case(node.text)) != names.end();
    };
    if (node.kind == ExpressionKind::name) return holds(job_if_contexts);
    if (node.kind == ExpressionKind::call) return holds(job_if_functions);
    return true;
}

}  // namespace

void Step::read_keys(syntax::NodeRef step_node) {
    node = step_node;
    if (!node.is_mapping()) return;
    id = node.find("id");
    name = node.find("name");
    uses = node.find("uses");
    run = node.find("run");
    with = node.find("with");
    env = node.find("env");
    shell = node.find("shell");
    working_directory = node.find("working-directory");
    continue_on_error = node.find("continue-on-error");
    timeout_minutes = node.find("timeout-minutes");
}

std::string_view Step::action() const {
    const std::string_view text = text_of(uses);
    return text.substr(0, text.find('@'));
}

std::string_view Step::ref() const {
    const std::string_view text = text_of(uses);
    const std::size_t at = text.find('@');
    return at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
}

/// Reads a workflow's tree and notes what is wrong with its shape.
class WorkflowReader {
  public:
    explicit WorkflowReader(Workflow& made) : made_(made) {}

    void run() {
        const syntax::NodeRef root = made_.root();
        if (!root || !root.is_mapping()) {
            problem(
                "not-a-mapping", root,
                {"a workflow is a mapping with `on` and `jobs`", "ワークフローは `on` と `jobs` を持つマッピングです"});
            return;
        }
        made_.name_ = root.find("name");
        read_events(root.find("on"));
        read_jobs(root.find("jobs"));
        for (Job& job : made_.jobs_) link_needs(job);
        for (Job& job : made_.jobs_) find_ancestors(job);
    }

    void add(std::vector<Diagnostic> found) {
        made_.diagnostics_.insert(made_.diagnostics_.end(), std::make_move_iterator(found.begin()),
                                  std::make_move_iterator(found.end()));
    }

  private:
    void problem(std::string_view code, syntax::NodeRef node, base::Text message) {
        problem(code, node, node ? node.span() : source::Span(), std::move(message));
    }
    void problem(std::string_view code, syntax::NodeRef node, source::Span span, base::Text message) {
        made_.diagnostics_.push_back({code, place_of(node), span, std::move(message)});
    }

    void wrong_type(syntax::NodeRef node, std::string_view what_en, std::string_view what_ja) {
        problem("wrong-type", node,
                {fmt::format("{} is expected here", what_en), fmt::format("ここには{}が必要です", what_ja)});
    }

    void read_events(syntax::NodeRef on) {
        if (!on || on.is_null()) {
            problem("events-missing", on ? on : made_.root(),
                    {"the workflow has no `on`: nothing starts it", "`on` がないため、このワークフローは起動しません"});
        } else if (on.is_scalar()) {
            made_.events_.push_back({on.text(), on, {}});
        } else if (on.is_sequence()) {
            for (const syntax::NodeRef item : on.items()) {
                if (item.is_scalar()) {
                    made_.events_.push_back({item.text(), item, {}});
                } else {
                    wrong_type(item, "the name of an event", "イベント名");
                }
            }
        } else {
            for (const syntax::NodeRef::Pair pair : on.pairs()) {
                if (!pair.key.is_scalar()) continue;
                made_.events_.push_back(
                    {pair.key.text(), pair.key, pair.value.is_null() ? syntax::NodeRef() : pair.value});
            }
        }
        if (on && !on.is_null() && made_.events_.empty())
            problem("events-missing", on,
                    {"`on` names no event: nothing starts the workflow",
                     "`on` にイベントがないため、このワークフローは起動しません"});
    }

    void read_jobs(syntax::NodeRef jobs) {
        if (!jobs || !jobs.is_mapping() || jobs.size() == 0) {
            problem("jobs-missing", jobs ? jobs : made_.root(),
                    {"the workflow has no jobs", "ワークフローにジョブがありません"});
            return;
        }
        for (const syntax::NodeRef::Pair pair : jobs.pairs()) {
            if (!pair.key.is_scalar()) {
                wrong_type(pair.key, "a job's id", "ジョブの ID");
                continue;
            }
            if (made_.jobs_.size() == most_jobs) {
                problem("too-many-jobs", pair.key,
                        {fmt::format("more than {} jobs; the rest is not analysed", most_jobs),
                         fmt::format("ジョブが {} 個を超えています。残りは解析されません", most_jobs)});
                return;
            }
            Job& job = made_.jobs_.emplace_back();
            by_id_.try_emplace(lower_case(pair.key.text()), &job);
            job.workflow = &made_;
            job.index = static_cast<std::uint32_t>(made_.jobs_.size() - 1);
            job.id = pair.key.text();
            job.key = pair.key;
            job.node = pair.value;
            if (pair.value.is_mapping()) {
                read_job(job);
            } else {
                wrong_type(pair.value, "a mapping that describes the job", "ジョブを表すマッピング");
            }
        }
    }

    void read_job(Job& job) {
        const syntax::NodeRef node = job.node;
        job.name = node.find("name");
        job.environment = node.find("environment");
        job.environment_name =
            job.environment && job.environment.is_mapping() ? job.environment.find("name") : job.environment;
        job.runs_on = node.find("runs-on");
        job.permissions = node.find("permissions");
        job.timeout_minutes = node.find("timeout-minutes");
        job.continue_on_error = node.find("continue-on-error");
        job.uses = node.find("uses");
        job.with = node.find("with");
        job.env = node.find("env");
        job.outputs = node.find("outputs");
        job.strategy = node.find("strategy");
        job.concurrency = node.find("concurrency");
        job.condition = read_condition(node.find("if"));
        check_job_condition(job.condition);
        read_needs(job, node.find("needs"));
        read_steps(job, node.find("steps"));
    }

    Condition read_condition(syntax::NodeRef node) {
        Condition condition(node);
        if (condition.valid()) return condition;
        if (!node.is_scalar()) wrong_type(node, "a condition", "条件式");
        for (const Expression& expression : condition.expressions()) {
            for (const ExpressionError& error : expression.errors()) problem("expression-error", node, error.message);
        }
        return condition;
    }

    void check_job_condition(const Condition& condition) {
        const syntax::NodeRef node = condition.node();
        if (!node) return;
        if (node.tag().starts_with('!'))
            problem("condition-invalid", node,
                    {"a leading ! begins a YAML tag; put the condition in quotes or ${{ }}",
                     "先頭の ! は YAML のタグになります。条件を引用符または ${{ }} で囲んでください"});
        for (const Expression& expression : condition.expressions()) {
            for (const ExpressionNode& part : expression.nodes()) {
                if (!expression.valid() || is_available_in_job_if(part)) continue;
                problem("condition-invalid", node,
                        {fmt::format("'{}' is not available in a job's `if`", part.text),
                         fmt::format("'{}' はジョブの `if` では使えません", part.text)});
            }
        }
    }

    void read_needs(Job& job, syntax::NodeRef needs) {
        if (!needs || needs.is_null()) return;
        if (needs.is_scalar()) {
            job.needs.push_back({needs, nullptr});
        } else if (needs.is_sequence()) {
            for (const syntax::NodeRef item : needs.items()) {
                if (item.is_scalar()) {
                    job.needs.push_back({item, nullptr});
                } else {
                    wrong_type(item, "a job's id", "ジョブの ID");
                }
            }
        } else {
            wrong_type(needs, "a job's id or a list of them", "ジョブの ID またはそのリスト");
        }
    }

    void read_steps(Job& job, syntax::NodeRef steps) {
        if (!steps) {
            if (!job.uses)
                problem("job-empty", job.key,
                        {fmt::format("job '{}' has neither steps nor uses", job.id),
                         fmt::format("ジョブ '{}' に steps も uses もありません", job.id)});
            return;
        }
        if (!steps.is_sequence()) {
            wrong_type(steps, "a list of steps", "ステップのリスト");
            return;
        }
        job.steps.reserve(steps.size());
        for (const syntax::NodeRef item : steps.items()) read_step(job, item);
    }

    void read_step(Job& job, syntax::NodeRef node) {
        Step& step = job.steps.emplace_back();
        step.job = &job;
        step.index = static_cast<std::uint32_t>(job.steps.size() - 1);
        step.read_keys(node);
        if (!node.is_mapping()) {
            wrong_type(node, "a mapping that describes the step", "ステップを表すマッピング");
            return;
        }
        step.condition = read_condition(node.find("if"));
        if (!step.uses && !step.run)
            problem("step-empty", node, {"the step has neither run nor uses", "ステップに run も uses もありません"});
        if (step.uses && step.run)
            problem("step-ambiguous", node,
                    {"the step has both run and uses", "ステップに run と uses の両方があります"});
    }

    void link_needs(Job& job) {
        for (Need& need : job.needs) {
            const auto found = by_id_.find(lower_case(need.node.text()));
            need.job = found == by_id_.end() ? nullptr : found->second;
            if (need.job == nullptr) {
                problem("need-undefined", need.node,
                        {fmt::format("no job has the id '{}'", need.node.text()),
                         fmt::format("ID が '{}' のジョブはありません", need.node.text())});
            } else if (need.job == &job) {
                problem("need-itself", need.node,
                        {"a job cannot need itself", "ジョブは自分自身を needs に指定できません"});
            }
        }
    }

    void find_ancestors(Job& job) {
        std::vector<char> seen(made_.jobs_.size(), 0);
        std::vector<const Job*> open = {&job};
        while (!open.empty()) {
            const Job* next = open.back();
            open.pop_back();
            for (const Need& need : next->needs) {
                if (need.job == nullptr || seen[need.job->index] != 0) continue;
                seen[need.job->index] = 1;
                open.push_back(need.job);
            }
        }
        job.in_cycle = seen[job.index] != 0;
        for (const Job& other : made_.jobs_) {
            if (&other != &job && seen[other.index] != 0) job.ancestors.push_back(&other);
        }
        const bool only_itself =
            std::any_of(job.needs.begin(), job.needs.end(), [&](const Need& need) { return need.job == &job; });
        if (job.in_cycle && !only_itself)
            problem("need-cycle", job.key,
                    {fmt::format("job '{}' needs itself through other jobs", job.id),
                     fmt::format("ジョブ '{}' の needs が循環しています", job.id)});
    }

    Workflow& made_;
    std::map<std::string, const Job*> by_id_;  ///< in lower case: GitHub ignores case
};

Workflow::Workflow(const Document& document) : document_(&document) { WorkflowReader(*this).run(); }

void add_diagnostics(Workflow& workflow, std::vector<Diagnostic> found) {
    WorkflowReader(workflow).add(std::move(found));
}

const Event* Workflow::event(std::string_view name) const {
    const auto found =
        std::find_if(events_.begin(), events_.end(), [&](const Event& event) { return event.name == name; });
    return found == events_.end() ? nullptr : &*found;
}

const Job* Workflow::job(std::string_view id) const {
    const std::string wanted = lower_case(id);
    const auto found =
        std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& job) { return lower_case(job.id) == wanted; });
    return found == jobs_.end() ? nullptr : &*found;
}

const std::vector<ExpressionSite>& Workflow::expressions() const {
    std::call_once(expressions_found_, [this] { expressions_ = find_expressions(*this); });
    return expressions_;
}

const std::vector<Diagnostic>& Workflow::late_diagnostics() const {
    std::call_once(late_found_, [this] {
        for (const auto find : {check_workflow, expression_diagnostics, call_diagnostics}) {
            for (Diagnostic& diagnostic : find(*this)) late_diagnostics_.push_back(std::move(diagnostic));
        }
    });
    return late_diagnostics_;
}

std::string Workflow::path_called(std::string_view uses) const {
    // ./ is what is checked out, $/ the commit of the workflow; both begin at the repository's root.
    constexpr std::size_t root = 2;
    if (!uses.starts_with("./") && !uses.starts_with("$/")) return {};
    // Called workflows are named from the repository's root, which need not be where paths begin.
    const std::string_view path = document_->path();
    const std::size_t folder = path.rfind(".github/");
    std::string wanted(path.substr(0, folder == std::string_view::npos ? 0 : folder));
    return wanted.append(uses.substr(root));
}

const Workflow* Workflow::called(std::string_view uses) const {
    const std::string path = path_called(uses);
    return !siblings_ || path.empty() ? nullptr : siblings_(path);
}

syntax::NodeRef Workflow::get(std::string_view key) const {
    return root() && root().is_mapping() ? root().find(key) : syntax::NodeRef();
}

}  // namespace csr::model
