#pragma once

#include <string>
#include <vector>

#include "model/workflow/condition.hpp"
#include "model/workflow/expression.hpp"
#include "model/workflow/proof/symbolic_value.hpp"

namespace csr::model {

/// What an expression of one execution can read.
class SymbolicScope {
  public:
    virtual ~SymbolicScope() = default;
    /// success(), failure() or cancelled(), in lower case.
    [[nodiscard]] virtual bool status(std::string_view function) = 0;
    /// The value under a path of names in lower case; "*" for every.
    [[nodiscard]] virtual SymbolicValue lookup(const std::vector<std::string>& path) = 0;
    /// How a job ended, for job_result values.
    [[nodiscard]] virtual SymbolicValue force(const SymbolicValue& value) = 0;
};

/// Evaluates expressions in one execution. `&&` and `||` stop as early as GitHub does, so that nothing is decided
/// that does not matter.
class SymbolicEvaluator {
  public:
    SymbolicEvaluator(SymbolicScope& scope, SymbolStore& store) : scope_(&scope), texts_(store) {}

    [[nodiscard]] SymbolicValue evaluate(const Expression& expression) const;
    [[nodiscard]] bool truthy(const Expression& expression) const { return texts_.truthy(evaluate(expression)); }
    /// A condition with its implicit success().
    [[nodiscard]] bool holds(const Condition& condition) const;
    /// A text with ${{ }} in it; nothing but one ${{ }} keeps its type.
    [[nodiscard]] SymbolicValue evaluate(std::string_view text, const std::vector<EmbeddedExpression>& parts) const;
    [[nodiscard]] const SymbolicTexts& texts() const { return texts_; }

  private:
    [[nodiscard]] SymbolicValue value(const Expression& expression, std::uint32_t index) const;
    [[nodiscard]] SymbolicValue member(const Expression& expression, std::uint32_t index) const;
    [[nodiscard]] bool path_of(const Expression& expression, std::uint32_t index, std::vector<std::string>& path) const;
    [[nodiscard]] SymbolicValue call(const Expression& expression, const ExpressionNode& node) const;
    [[nodiscard]] SymbolicValue known_call(const ExpressionNode& node, const std::vector<SymbolicValue>& values) const;
    [[nodiscard]] SymbolicValue contains(const Expression& expression, const ExpressionNode& node) const;
    [[nodiscard]] SymbolicValue edge_test(const Expression& expression, const ExpressionNode& node,
                                          TextTest test) const;
    [[nodiscard]] SymbolicValue format(const std::vector<SymbolicValue>& values) const;
    [[nodiscard]] SymbolicValue list_json(const SymbolicValue& list) const;
    [[nodiscard]] SymbolicValue join(std::vector<SymbolicValue> values) const;
    [[nodiscard]] SymbolicValue compare(const Expression& expression, const ExpressionNode& node) const;
    [[nodiscard]] SymbolicValue forced(SymbolicValue value) const;

    SymbolicScope* scope_;
    SymbolicTexts texts_;
};

}  // namespace csr::model
