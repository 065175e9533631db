#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "model/workflow/expression_value.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// Something that one execution of a workflow fixes: an input, the ref, a repository variable, a job's output.
struct ScenarioVariable {
    std::string name;                     ///< "inputs.environment", "github.ref"
    std::vector<ExpressionValue> values;  ///< those that can happen, or some of them
    bool exact = false;                   ///< `values` are all that can happen
};

/// One value for each variable, by position; none for a variable that is left open.
using ScenarioChoice = std::vector<std::ptrdiff_t>;
inline constexpr std::ptrdiff_t left_open = -1;

/// What the conditions of some jobs can see when one event starts the workflow, the results of jobs aside.
class EventScenario {
  public:
    /// `jobs`: those whose conditions matter.
    EventScenario(const Event& event, const std::vector<const Job*>& jobs);

    [[nodiscard]] const std::vector<ScenarioVariable>& variables() const { return variables_; }
    /// The value under a path in lower case; unknown where nothing is known about it. Not for needs.*.result.
    [[nodiscard]] ExpressionValue lookup(const std::vector<std::string>& path, const ScenarioChoice& choice) const;
    /// The choice in words, for people.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> describe(const ScenarioChoice& choice) const;
    [[nodiscard]] const Event& event() const { return *event_; }

  private:
    friend class ScenarioBuilder;
    [[nodiscard]] ExpressionValue variable(std::string_view name, const ScenarioChoice& choice) const;

    const Event* event_;
    std::vector<ScenarioVariable> variables_;
};

}  // namespace csr::model
