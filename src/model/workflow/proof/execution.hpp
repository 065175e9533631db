#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "model/workflow/proof/execution_plan.hpp"
#include "model/workflow/proof/run_event.hpp"
#include "model/workflow/proof/symbolic_evaluator.hpp"

namespace csr::model {

/// The indices of a job instance and of one of its steps.
using StepName = std::pair<std::uint32_t, std::uint32_t>;

/// How a job or step ended: its real outcome, before continue-on-error.
enum class Outcome : std::uint8_t { success, failure, cancelled, skipped };
[[nodiscard]] std::string_view name_of(Outcome outcome);

/// One step in one leg of a job.
struct StepRun {
    bool ran = false;
    Outcome outcome = Outcome::skipped;
    Outcome conclusion = Outcome::skipped;  ///< after continue-on-error
    std::map<std::string, SymbolicValue> outputs = {};
    bool open_outputs = false;
};

/// One leg of a job.
struct LegRun {
    std::vector<StepRun> steps;  ///< only observed ones are exact
    std::size_t done = 0;        ///< steps that had their turn
    Outcome status = Outcome::success;
    bool covered = false;  ///< by continue-on-error of the job
    std::map<std::string, SymbolicValue> environment = {};
    bool open_environment = false;
};

/// One execution of a workflow, worked out as far as it is asked about: what is open is chosen on the store's tape, so
/// that running the same questions again after ChoiceTape::next() gives the next execution.
class Execution {
  public:
    /// When a job's turn came, seen from a cancel of the run.
    enum class Phase : std::uint8_t { before, during, after };

    /// `asked`: steps that are observed beside those that the plan says; lives as long.
    Execution(const ExecutionPlan& plan, std::span<const StepName> asked, RunEvent& event, SymbolStore& store,
              bool cancelled)
        : plan_(&plan),
          asked_(asked),
          event_(&event),
          store_(&store),
          cancelled_(cancelled),
          states_(plan.jobs().size()) {}

    [[nodiscard]] bool starts(std::uint32_t job);
    /// Before job-level continue-on-error.
    [[nodiscard]] Outcome outcome(std::uint32_t job);
    /// What `needs` and success() see.
    [[nodiscard]] Outcome result(std::uint32_t job);
    /// The legs of a job that starts and has steps.
    [[nodiscard]] const std::vector<LegRun>& legs(std::uint32_t job);
    /// The environment's name in each leg; text values.
    [[nodiscard]] std::vector<SymbolicValue> environments(std::uint32_t job);

    [[nodiscard]] const ExecutionPlan& plan() const { return *plan_; }
    /// Whether it matters how the step itself ends, and not only what becomes of its job.
    [[nodiscard]] bool observes(std::uint32_t job, std::size_t step) const;
    [[nodiscard]] RunEvent& event() { return *event_; }
    [[nodiscard]] SymbolStore& store() { return *store_; }
    [[nodiscard]] bool cancelled() const { return cancelled_; }
    /// What is known without asking further: for telling the execution.
    [[nodiscard]] std::optional<bool> known_start(std::uint32_t job) const { return states_[job].started; }
    [[nodiscard]] std::optional<Outcome> known_outcome(std::uint32_t job) const { return states_[job].outcome; }
    [[nodiscard]] std::optional<Phase> known_phase(std::uint32_t job) const { return states_[job].phase; }
    [[nodiscard]] const std::vector<LegRun>& known_legs(std::uint32_t job) const { return states_[job].legs; }
    /// In which order jobs came up.
    [[nodiscard]] const std::vector<std::uint32_t>& told() const { return told_; }

  private:
    friend class JobScope;
    friend class StepScope;
    friend class CalledScope;

    struct State {
        std::optional<bool> started;
        std::optional<Phase> phase;
        std::optional<Outcome> outcome;
        std::optional<Outcome> result;
        bool legs_done = false;
        std::vector<LegRun> legs;
    };

    [[nodiscard]] Phase phase(std::uint32_t job);
    [[nodiscard]] bool condition_holds(std::uint32_t job, bool cancelled);
    [[nodiscard]] bool job_status(std::uint32_t job, bool cancelled, std::string_view function);
    [[nodiscard]] Outcome not_started(std::uint32_t job);
    void finish(std::uint32_t job);
    void finish_call(std::uint32_t job);
    void run_leg(std::uint32_t job, std::size_t leg, LegRun& run, bool hit);
    void run_unobserved(std::uint32_t job, std::size_t leg, std::size_t step, LegRun& run, bool& may_have_failed);
    void run_observed(std::uint32_t job, std::size_t leg, std::size_t step, LegRun& run, bool& hit);
    [[nodiscard]] bool outcome_of_step(std::uint32_t job, std::size_t leg, std::size_t step, LegRun& run);
    [[nodiscard]] bool continues(std::uint32_t job, std::size_t leg, const LegRun& run, syntax::NodeRef node);
    [[nodiscard]] SymbolicValue text_at(SymbolicScope& scope, syntax::NodeRef node);
    [[nodiscard]] SymbolicValue job_output(std::uint32_t job, const std::string& name);
    [[nodiscard]] SymbolicValue called_output(std::uint32_t job, const std::string& name);
    [[nodiscard]] SymbolicValue input(std::uint32_t job, const std::string& name);
    [[nodiscard]] SymbolicValue shared(std::uint32_t job, const std::vector<std::string>& path);
    [[nodiscard]] SymbolicValue needs(std::uint32_t job, const std::vector<std::string>& path);
    [[nodiscard]] SymbolicValue matrix(std::uint32_t job, std::size_t leg, const std::vector<std::string>& path);
    [[nodiscard]] SymbolicValue result_text(std::uint32_t job);
    [[nodiscard]] SymbolicValue open_text(const std::string& name);

    const ExecutionPlan* plan_;
    std::span<const StepName> asked_;
    RunEvent* event_;
    SymbolStore* store_;
    bool cancelled_;
    std::vector<State> states_;
    std::vector<std::uint32_t> told_;
};

}  // namespace csr::model
