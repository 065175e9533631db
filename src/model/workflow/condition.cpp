#include "model/workflow/condition.hpp"

#include <algorithm>

namespace csr::model {

Condition::Condition(syntax::NodeRef node) : node_(node) {
    if (!node || !node.is_scalar() || node.is_null()) {
        valid_ = !node || node.is_null();
        return;
    }
    const std::string_view text = node.text();
    if (!has_expression(text)) {
        if (text.find_first_not_of(" \t\r\n") != std::string_view::npos)
            expressions_.push_back(Expression::parse(text));
    } else {
        std::vector<EmbeddedExpression> parts = embedded_expressions(text);
        std::size_t covered = 0;
        for (EmbeddedExpression& part : parts) {
            covered += part.end - part.begin;
            expressions_.push_back(std::move(part.expression));
        }
        mixed_ = covered < text.size();
    }
    valid_ = std::all_of(expressions_.begin(), expressions_.end(), [](const Expression& one) { return one.valid(); });
    implicit_success_ = std::none_of(expressions_.begin(), expressions_.end(),
                                     [](const Expression& one) { return one.has_status_function(); });
}

Truth Condition::evaluate(const ExpressionContext& context) const {
    if (!valid_) return Truth::unknown;
    Truth result = Truth::yes;
    if (expressions_.size() == 1 && !mixed_) result = truth_of(model::evaluate(expressions_.front(), context));
    if (expressions_.size() > 1 && !mixed_) result = Truth::unknown;  // several texts joined: true unless all are empty
    if (!implicit_success_) return result;
    const Truth success = truth_of(context.status("success"));
    if (success == Truth::no || result == Truth::no) return Truth::no;
    return success == Truth::yes && result == Truth::yes ? Truth::yes : Truth::unknown;
}

}  // namespace csr::model
