#pragma once

#include "model/workflow/expression_checker.hpp"
#include "model/workflow/workflow.hpp"

namespace csr::model {

/// Finds out what the contexts hold at each place of a workflow.
class ExpressionScopes {
  public:
    explicit ExpressionScopes(const Workflow& workflow);

    /// What the expressions at the place of `site` may use. Sites are best asked for in the order of the file.
    [[nodiscard]] ExpressionScope at(const ExpressionSite& site);

    /// The type of an input of workflow_call or workflow_dispatch by its `type`.
    [[nodiscard]] static ExpressionTypeRef input_type(syntax::NodeRef input);

  private:
    [[nodiscard]] ExpressionTypeRef context(std::string_view name, const ExpressionSite& site);
    [[nodiscard]] ExpressionTypeRef inputs_before(const ExpressionSite& site) const;
    [[nodiscard]] ExpressionTypeRef matrix_of(const Job& job);
    [[nodiscard]] ExpressionTypeRef steps_before(const Job& job, std::size_t count);

    const Workflow* workflow_;
    ExpressionTypeRef github_;
    ExpressionTypeRef inputs_;
    ExpressionTypeRef secrets_;
    ExpressionTypeRef jobs_;
    const Job* job_ = nullptr;  ///< whose types are kept below
    ExpressionTypeRef matrix_;
    ExpressionTypeRef needs_;
    ExpressionTypeRef steps_;
    std::size_t step_count_ = 0;  ///< how many steps steps_ has seen
};

}  // namespace csr::model
