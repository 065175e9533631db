#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/workflow/proof/shell_script.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// What is known beforehand of one step.
struct StepPlan {
    enum class Kind : std::uint8_t {
        open,      ///< may succeed or fail
        harmless,  ///< prints only
        script,    ///< is run by ShellRun
        fails,     ///< always fails when it runs
        unclear,   ///< may check something in a way that is not understood
    };
    const Step* step = nullptr;
    Kind kind = Kind::open;
    ShellScript script = {};
    bool observed = false;  ///< a condition, an output or another step asks about it
};

/// One job of one workflow run: a job of the workflow itself, or of a workflow that one of its jobs calls.
struct JobInstance {
    const Job* job = nullptr;
    std::string name;                      ///< "deploy", "call>inner"
    std::optional<std::uint32_t> caller;   ///< the instance whose `uses` brought it in
    std::vector<std::uint32_t> needs;      ///< direct ones, parallel to job->needs without unknown ones
    std::vector<std::uint32_t> ancestors;  ///< of the same workflow, transitively
    std::vector<std::uint32_t> before;     ///< everything that has to have ended (callers: begun) before it starts
    std::vector<std::uint32_t> inner;      ///< what it calls, transitively
    std::vector<std::uint32_t> children;   ///< what it calls, directly
    const Workflow* called = nullptr;      ///< the called workflow when it is in the repository
    std::vector<std::map<std::string, std::string>> legs;         ///< of the matrix, the keys that matter; at least one
    std::map<std::string, std::vector<std::string>> open_matrix;  ///< values by key when legs are not listed
    bool dynamic_matrix = false;                                  ///< keys and values are known only at run time
    std::vector<StepPlan> steps;
};

/// All jobs that questions can be about, callers before what they call, ancestors before descendants. May be used by
/// several threads.
class ExecutionPlan {
  public:
    /// The jobs of `workflow` and of what it calls.
    explicit ExecutionPlan(const Workflow& workflow);

    [[nodiscard]] const Workflow& workflow() const { return *workflow_; }
    [[nodiscard]] const std::vector<JobInstance>& jobs() const { return jobs_; }
    /// By "job" or "call>inner", without regard to case.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
    /// By id, else by name; nothing when there is none.
    [[nodiscard]] std::optional<std::uint32_t> find_step(std::uint32_t job, std::string_view name) const;
    /// Whether more was there than the bounds allow.
    [[nodiscard]] bool too_large() const { return too_large_; }
    /// A called workflow's path that is not in the repository; empty when all were found.
    [[nodiscard]] const std::string& missing() const { return missing_; }
    /// Each expression is parsed once. `text` belongs to a document.
    [[nodiscard]] const std::vector<EmbeddedExpression>& expressions(std::string_view text) const;

  private:
    void add_jobs(const Workflow& workflow, std::optional<std::uint32_t> caller, int depth);
    void link(std::uint32_t from);
    void plan_steps(JobInstance& instance) const;

    const Workflow* workflow_;
    std::vector<JobInstance> jobs_;
    bool too_large_ = false;
    std::string missing_;
    mutable std::mutex mutex_;  ///< of parsed_
    mutable std::map<std::pair<const void*, std::size_t>, std::vector<EmbeddedExpression>> parsed_;
};

}  // namespace csr::model
