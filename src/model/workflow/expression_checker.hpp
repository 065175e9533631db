#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "model/workflow/expression.hpp"
#include "model/workflow/expression_type.hpp"

namespace csr::model {

/// What an expression may use and what it holds.
struct ExpressionScope {
    /// The contexts by name in lower case; one that is not listed exists nowhere.
    std::vector<std::pair<std::string_view, ExpressionTypeRef>> contexts;
    /// The contexts that may be used here; nothing means all.
    std::optional<std::vector<std::string_view>> available_contexts = {};
    /// Of the functions that only some keys offer, those that may be used here (in lower case); nothing means all.
    std::optional<std::vector<std::string_view>> available_functions = {};
    /// success() and failure() take names of jobs here.
    bool status_takes_jobs = false;
};

/// Something wrong with an expression that could be parsed. Offsets count from its beginning.
struct ExpressionIssue {
    std::string_view code;  ///< "expression-type" ...: see docs/model.md
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    base::Text message;
};

/// What a check finds out.
struct CheckedExpression {
    ExpressionTypeRef type;  ///< of the value
    std::vector<ExpressionIssue> issues;
};

/// Checks the names, members, calls and types of an expression; of one with syntax errors, what stands before them.
[[nodiscard]] CheckedExpression check(const Expression& expression, const ExpressionScope& scope);

/// Whether nothing but literals and functions of them decides the value.
[[nodiscard]] bool is_constant(const Expression& expression);

}  // namespace csr::model
