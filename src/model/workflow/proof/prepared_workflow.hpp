#pragma once

#include <optional>
#include <span>

#include "model/workflow/proof/execution_plan.hpp"
#include "model/workflow/proof/proof.hpp"

namespace csr::model {

/// What all questions about one workflow share. May be asked from several threads. The workflow outlives it.
class PreparedWorkflow {
  public:
    explicit PreparedWorkflow(const Workflow& workflow);

    [[nodiscard]] const Workflow& workflow() const { return plan_.workflow(); }
    [[nodiscard]] const ExecutionPlan& plan() const { return plan_; }
    /// Why GitHub rejects the workflow or one that it calls; nothing when it does not.
    [[nodiscard]] const std::optional<base::Text>& rejection() const { return rejection_; }

  private:
    ExecutionPlan plan_;
    std::optional<base::Text> rejection_;
};

/// As prove_any() of a workflow.
[[nodiscard]] ProofAnswer prove_any(const PreparedWorkflow& workflow, std::span<const ProofQuestion> questions);

}  // namespace csr::model
