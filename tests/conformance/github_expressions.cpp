// Compares parsing, evaluation, types and what is said about expressions with the expectations of
// shared/corpora/expressions. Its rows about filter patterns are no expressions.

#include <cmath>
#include <iostream>
#include <map>
#include <sstream>

#include "model/workflow/expression_json.hpp"
#include "model/workflow/expression_scope.hpp"
#include "model/workflow/untrusted_input.hpp"
#include "support/files.hpp"

namespace {

using csr::model::CheckedExpression;
using csr::model::Expression;
using csr::model::ExpressionScope;
using csr::model::ExpressionType;
using csr::model::ExpressionValue;
using Kind = ExpressionValue::Kind;

std::string text(const ExpressionValue& row, std::string_view key) {
    const ExpressionValue* value = row.member(key);
    return value == nullptr ? std::string() : csr::model::text_of(*value);
}

/// The contexts that a row gives.
class RowContext final : public csr::model::ExpressionContext {
  public:
    explicit RowContext(const ExpressionValue* contexts) : contexts_(contexts) {}
    [[nodiscard]] ExpressionValue status(std::string_view) const override { return ExpressionValue::unknown(); }
    [[nodiscard]] ExpressionValue lookup(const std::vector<std::string>& path) const override {
        const ExpressionValue* found =
            contexts_ == nullptr || path.size() != 1 ? nullptr : contexts_->member(path.front());
        return found == nullptr ? ExpressionValue::null() : *found;
    }

  private:
    const ExpressionValue* contexts_;
};

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::null:
            return "Null";
        case Kind::boolean:
            return "Boolean";
        case Kind::number:
            return "Number";
        case Kind::string:
            return "String";
        case Kind::array:
            return "Array";
        case Kind::object:
            return "Object";
        default:
            return "unknown";
    }
}

std::string shown(const ExpressionValue& value) {
    if (value.failed) return "failure: " + value.text;
    return std::string(name_of(value.kind)) + ' ' +
           (value.kind == Kind::number ? csr::model::text_of(value) : csr::model::to_json(value));
}

std::string expected_value(const ExpressionValue& result) {
    const ExpressionValue* value = result.member("value");
    const std::string kind = text(result, "kind");
    if (kind == "Number") return kind + ' ' + csr::model::text_of(*value);
    return kind + ' ' + csr::model::to_json(*value);
}

/// What GitHub's parser says about names and calls, and where its first complaint is (from 1).
std::size_t first_complaint(const Expression& expression, const ExpressionValue* contexts) {
    ExpressionScope scope;
    if (contexts != nullptr) {
        for (const std::string& key : contexts->keys) scope.contexts.emplace_back(key, ExpressionType::any());
    }
    std::size_t first = std::string::npos;
    std::size_t later = std::string::npos;  // the parser counts arguments when it knows all names
    for (const auto& error : expression.errors()) first = std::min<std::size_t>(first, error.begin + 1);
    for (const auto& issue : csr::model::check(expression, scope).issues) {
        const bool name = issue.code == "expression-undefined-context" || issue.code == "expression-undefined-function";
        (name ? first : later) = std::min<std::size_t>(name ? first : later, issue.begin + 1);
    }
    if (first == std::string::npos) first = later;
    return first;
}

std::string check_language_service(const ExpressionValue& row) {
    const Expression expression = Expression::parse(text(row, "expr"));
    const ExpressionValue* contexts = row.member("contexts");
    const ExpressionValue* error = row.member("err");
    const ExpressionValue value = evaluate(expression, RowContext(contexts));
    if (error == nullptr) {
        const std::string wanted = expected_value(*row.member("result"));
        return expression.valid() && shown(value) == wanted
                   ? std::string()
                   : "expected " + wanted + ", got " + expression.to_string() + " = " + shown(value);
    }
    if (text(*error, "kind") == "evaluation") return value.failed ? "" : "expected a failure, got " + shown(value);
    const std::size_t at = first_complaint(expression, contexts);
    if (at == std::string::npos) return "expected an error, got " + shown(value);
    const std::string message = text(*error, "value");
    const std::string_view mark = "position ";
    const std::size_t place = message.find(mark);
    // Two rows say 1 although the mistake is further on: the whole call is meant.
    if (place == std::string::npos) return {};
    const std::size_t wanted = std::stoul(message.substr(place + mark.size()));
    if (wanted == at || wanted == 1) return {};
    return "expected an error at " + std::to_string(wanted) + ", got one at " + std::to_string(at);
}

std::vector<std::string> texts(const ExpressionValue* list) {
    std::vector<std::string> found;
    if (list == nullptr) return found;
    for (const ExpressionValue& item : list->items) found.push_back(item.text);
    return found;
}

/// Checks with the contexts of a workflow that has no steps, needs, matrix or inputs.
CheckedExpression check_alone(const Expression& expression, const ExpressionValue& row) {
    static const csr::model::Document document("x.yml", "on: push\njobs: {a: {runs-on: x}}\n", true);
    static const csr::model::Workflow workflow(document);
    ExpressionScope scope = csr::model::ExpressionScopes(workflow).at({});
    scope.available_contexts.reset();
    scope.available_functions.reset();
    const std::vector<std::string> contexts = texts(row.member("availCtx"));
    const std::vector<std::string> functions = texts(row.member("availSP"));
    if (row.member("availCtx") != nullptr) scope.available_contexts.emplace(contexts.begin(), contexts.end());
    if (row.member("availSP") != nullptr) scope.available_functions.emplace(functions.begin(), functions.end());
    return check(expression, scope);
}

std::string check_row(const std::string& suite, const ExpressionValue& row) {
    if (suite == "github-languageservices") return check_language_service(row);
    const std::string written = text(row, "expr");
    const Expression expression = Expression::parse(written);
    if (suite == "actionlint-parse-ok") return expression.valid() ? "" : "expected no error";
    if (suite == "actionlint-parse-error") {
        const auto parts = csr::model::embedded_expressions("${{ " + written + " }}");
        return parts.size() == 1 && !parts.front().expression.valid() ? "" : "expected an error";
    }
    if (suite == "actionlint-isconst")
        return csr::model::is_constant(expression) == row.member("const")->boolean ? "" : "expected the opposite";
    if (suite == "actionlint-untrusted") return untrusted_reads(expression).empty() ? "expected a finding" : "";
    if (suite == "actionlint-trusted") return untrusted_reads(expression).empty() ? "" : "expected no finding";
    const CheckedExpression checked = check_alone(expression, row);
    const bool sound = expression.valid() && checked.issues.empty();
    if (suite == "actionlint-sema-error") return sound ? "expected an error" : "";
    if (!sound) return "expected no error, got " + (checked.issues.empty() ? "" : checked.issues.front().message.en);
    return checked.type->to_string() == text(row, "type")
               ? ""
               : "expected type " + text(row, "type") + ", got " + checked.type->to_string();
}

}  // namespace

int main() {
    const auto folder = csr::test::shared_folder("corpora/expressions");
    if (!folder) return 0;
    std::map<std::string, std::pair<int, int>> counts;  // right and wrong by suite
    int wrong = 0;
    for (const auto& file : csr::test::files_below(*folder)) {
        std::istringstream rows(csr::test::read_file(file));
        for (std::string line; std::getline(rows, line);) {
            const ExpressionValue row = csr::model::from_json(line);
            const std::string suite = text(row, "suite");
            if (suite.starts_with("actionlint-glob")) continue;
            const std::string problem = check_row(suite, row);
            ++(problem.empty() ? counts[suite].first : counts[suite].second);
            if (problem.empty()) continue;
            ++wrong;
            std::cout << suite << ' ' << text(row, "group") << text(row, "what") << ": "
                      << text(row, "expr").substr(0, 120) << "\n    " << problem.substr(0, 300) << '\n';
        }
    }
    for (const auto& [suite, count] : counts)
        std::cout << suite << ": right " << count.first << ", wrong " << count.second << '\n';
    return wrong == 0 ? 0 : 1;
}
