#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/workflow/event_scenario.hpp"
#include "model/workflow/job_graph.hpp"

namespace csr::model {

/// How one search ended.
enum class SearchResult : std::uint8_t {
    none,      ///< no execution of the kind searched for exists
    certain,   ///< one exists: see JobSearch::counterexample
    possible,  ///< one may exist: it hangs on something that is not known
    gave_up,   ///< the bound was reached
};

/// Looks for an execution in which `target` starts although `guard` has not succeeded, by going through the outcomes of
/// the jobs before. Sound in both directions: `none` covers every execution, `certain` is one that can happen.
class JobSearch {
  public:
    /// `steps` bounds the work and is shared by several searches.
    JobSearch(const Job& target, const Job& guard, std::size_t& steps);

    /// The executions that `scenario` with `choice` allows.
    [[nodiscard]] SearchResult run(const EventScenario& scenario, const ScenarioChoice& choice);
    /// After `certain`.
    [[nodiscard]] Counterexample counterexample() const;
    /// The jobs whose conditions matter: the ancestors of the target, and the target.
    [[nodiscard]] const std::vector<const Job*>& jobs() const { return order_; }

  private:
    friend class SearchContext;

    struct State {
        bool assigned = false;
        bool cancelled_before = false;  ///< the run was already cancelled when the job's turn came
        Outcome outcome = Outcome::success;
        bool seen_as_success = false;  ///< what needs.X.result and success() take it for
    };

    void order_jobs(const Job& guard);
    [[nodiscard]] bool search(std::size_t position, bool certain);
    [[nodiscard]] bool try_job(std::size_t position, bool certain, bool cancelled);
    [[nodiscard]] bool try_outcome(std::size_t position, bool certain, State state);
    [[nodiscard]] bool try_end(bool certain, bool cancelled);
    [[nodiscard]] bool must_be_cancelled(const Job& job) const;
    [[nodiscard]] bool is_hopeless() const;
    [[nodiscard]] bool can_certainly_succeed(const Job& job, bool cancelled) const;
    [[nodiscard]] Truth starts(const Job& job, std::optional<bool> cancelled) const;

    const Job* target_;
    const Job* guard_;  ///< null when the target does not wait for it at all
    std::vector<const Job*> order_;
    std::vector<State> states_;  ///< by Job::index
    std::size_t* steps_;
    const EventScenario* scenario_ = nullptr;
    const ScenarioChoice* choice_ = nullptr;
    bool found_possible_ = false;
    bool exhausted_ = false;
    std::vector<std::pair<const Job*, Outcome>> witness_;
};

}  // namespace csr::model
