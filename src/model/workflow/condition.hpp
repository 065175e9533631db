#pragma once

#include <string_view>
#include <vector>

#include "model/workflow/expression.hpp"
#include "model/workflow/expression_value.hpp"
#include "syntax/node.hpp"

namespace csr::model {

/// The `if` of a job or step.
class Condition {
  public:
    /// Without an `if`: success().
    Condition() = default;
    /// `node` is the value of `if`; an invalid node means there is none.
    explicit Condition(syntax::NodeRef node);

    [[nodiscard]] bool present() const { return node_.valid(); }
    [[nodiscard]] syntax::NodeRef node() const { return node_; }
    /// Whether text stands outside ${{ }}, which makes the condition true whatever the expression says (but for the
    /// implicit success(), which is added all the same when no status function is called).
    [[nodiscard]] bool always_true_text() const { return mixed_; }
    /// Whether GitHub adds success() && because no status function is called.
    [[nodiscard]] bool implicit_success() const { return implicit_success_; }
    /// False when the text is no expression; the workflow is rejected as a whole then.
    [[nodiscard]] bool valid() const { return valid_; }
    /// All expressions in it.
    [[nodiscard]] const std::vector<Expression>& expressions() const { return expressions_; }
    /// The parsed expression, or null when there is none or more than one.
    [[nodiscard]] const Expression* expression() const {
        return expressions_.size() == 1 ? &expressions_.front() : nullptr;
    }

    /// Whether it holds, with the implicit success().
    [[nodiscard]] Truth evaluate(const ExpressionContext& context) const;

  private:
    syntax::NodeRef node_;
    std::vector<Expression> expressions_;
    bool mixed_ = false;
    bool valid_ = true;
    bool implicit_success_ = true;
};

}  // namespace csr::model
