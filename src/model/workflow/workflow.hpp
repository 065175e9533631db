#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "model/diagnostic.hpp"
#include "model/document.hpp"
#include "model/value.hpp"
#include "model/workflow/condition.hpp"
#include "model/workflow/expression_site.hpp"
#include "model/workflow/text_expression.hpp"

namespace csr::model {

class ActionFile;
struct ActionlintSettings;
class Workflow;
struct Job;

/// One event a workflow listens to. `config` is invalid when nothing is said about it.
struct Event {
    std::string_view name;
    syntax::NodeRef node;    ///< the name
    syntax::NodeRef config;  ///< its configuration: a mapping, or schedule's list
};

/// One step. Nodes are invalid where the key is absent.
struct Step {
    const Job* job = nullptr;                 ///< null for a step of a composite action
    const ActionFile* action_file = nullptr;  ///< the composite action it belongs to; null for a step of a job
    std::uint32_t index = 0;
    syntax::NodeRef node;
    syntax::NodeRef id;
    syntax::NodeRef name;
    syntax::NodeRef uses;
    syntax::NodeRef run;
    syntax::NodeRef with;
    syntax::NodeRef env;
    syntax::NodeRef shell;
    syntax::NodeRef working_directory;
    syntax::NodeRef continue_on_error;
    syntax::NodeRef timeout_minutes;
    Condition condition;

    /// Takes `node` and what stands under its keys, except for the condition.
    void read_keys(syntax::NodeRef step_node);
    /// `uses` without the version; empty for a run step.
    [[nodiscard]] std::string_view action() const;
    /// The version in `uses`; empty without one.
    [[nodiscard]] std::string_view ref() const;
};

/// One name in a job's `needs`.
struct Need {
    syntax::NodeRef node;
    const Job* job = nullptr;  ///< null when no such job exists
};

/// One job. Nodes are invalid where the key is absent.
struct Job {
    const Workflow* workflow = nullptr;
    std::uint32_t index = 0;  ///< position in Workflow::jobs
    std::string_view id;
    syntax::NodeRef key;   ///< the id's node
    syntax::NodeRef node;  ///< the job's mapping
    syntax::NodeRef name;
    syntax::NodeRef environment;  ///< a text or a mapping
    syntax::NodeRef environment_name;
    syntax::NodeRef runs_on;
    syntax::NodeRef permissions;
    syntax::NodeRef timeout_minutes;
    syntax::NodeRef continue_on_error;
    syntax::NodeRef uses;
    syntax::NodeRef with;
    syntax::NodeRef env;
    syntax::NodeRef outputs;
    syntax::NodeRef strategy;
    syntax::NodeRef concurrency;
    Condition condition;
    std::vector<Need> needs;
    std::vector<const Job*> ancestors;  ///< `needs` followed transitively, in the order of the file, without itself
    bool in_cycle = false;              ///< it needs itself through others: the workflow never starts
    std::vector<Step> steps;
};

/// A GitHub Actions workflow file.
class Workflow {
  public:
    /// `document` outlives this object.
    explicit Workflow(const Document& document);
    Workflow(const Workflow&) = delete;
    Workflow& operator=(const Workflow&) = delete;

    [[nodiscard]] const Document& document() const { return *document_; }
    [[nodiscard]] syntax::NodeRef root() const { return document_->root(); }
    [[nodiscard]] syntax::NodeRef name() const { return name_; }
    [[nodiscard]] const std::vector<Event>& events() const { return events_; }
    /// Null when the workflow does not listen to it.
    [[nodiscard]] const Event* event(std::string_view name) const;
    [[nodiscard]] const std::deque<Job>& jobs() const { return jobs_; }
    /// By id, without regard to case, as GitHub does; null when there is none.
    [[nodiscard]] const Job* job(std::string_view id) const;
    /// All expressions, in the order of the file. Found at the first call; safe to call from several threads.
    [[nodiscard]] const std::vector<ExpressionSite>& expressions() const;
    /// What is wrong with it, in the order of finding.
    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
    /// What its schema and the rules beside it, its expressions and its calls of other workflows say is wrong:
    /// check_workflow(), expression_diagnostics(), call_diagnostics(). Found at the first call, when the whole project
    /// is known; safe to call from several threads.
    [[nodiscard]] const std::vector<Diagnostic>& late_diagnostics() const;
    /// The workflow of the same repository that `uses: ./path` calls; null when it is not known.
    [[nodiscard]] const Workflow* called(std::string_view uses) const;
    /// The path of the workflow that `uses: ./path` calls, beginning where this one's does; empty for other calls.
    [[nodiscard]] std::string path_called(std::string_view uses) const;
    /// Tells which workflows lie beside this one, by paths that begin where this one's does.
    void set_siblings(std::function<const Workflow*(std::string_view path)> siblings) {
        siblings_ = std::move(siblings);
    }
    /// The metadata of the action of the same repository that `uses: ./path` means; invalid when it is not known.
    [[nodiscard]] syntax::NodeRef local_action(std::string_view uses) const {
        return local_actions_ ? local_actions_(uses) : syntax::NodeRef();
    }
    /// Tells where local_action() looks.
    void set_local_actions(std::function<syntax::NodeRef(std::string_view uses)> local_actions) {
        local_actions_ = std::move(local_actions);
    }
    /// What the repository has told actionlint; null when it has not. It outlives the workflow.
    [[nodiscard]] const ActionlintSettings* actionlint_settings() const { return actionlint_settings_; }
    void set_actionlint_settings(const ActionlintSettings* settings) { actionlint_settings_ = settings; }
    /// The programs that have checked its scripts: "shellcheck", "pyflakes".
    [[nodiscard]] const std::vector<std::string_view>& script_checks() const { return script_checks_; }
    void set_script_checks(std::vector<std::string_view> names) { script_checks_ = std::move(names); }
    /// The value of a top-level key; invalid when absent.
    [[nodiscard]] syntax::NodeRef get(std::string_view key) const;

    /// The expressions of a step of this workflow.
    [[nodiscard]] const std::vector<ExpressionSite>& expressions_of(const Step& step) const {
        return step_expressions_.of(step);
    }

  private:
    friend class WorkflowReader;
    const Document* document_;
    syntax::NodeRef name_;
    std::vector<Event> events_;
    std::deque<Job> jobs_;
    StepExpressions step_expressions_;
    mutable std::once_flag expressions_found_;
    mutable std::vector<ExpressionSite> expressions_;
    std::vector<Diagnostic> diagnostics_;
    mutable std::once_flag late_found_;
    mutable std::vector<Diagnostic> late_diagnostics_;
    std::function<const Workflow*(std::string_view path)> siblings_;
    std::function<syntax::NodeRef(std::string_view uses)> local_actions_;
    const ActionlintSettings* actionlint_settings_ = nullptr;
    std::vector<std::string_view> script_checks_;
};

}  // namespace csr::model
