// Any bytes as an expression that is checked: nothing may crash, hang or read what is not there, and what could not be
// parsed has a place inside the text.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "model/workflow/expression_scope.hpp"
#include "model/workflow/untrusted_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static const csr::model::Document document("x.yml", "on: push\njobs: {a: {runs-on: x}}\n", true);
    static const csr::model::Workflow workflow(document);
    static const csr::model::ExpressionScope scope = csr::model::ExpressionScopes(workflow).at({});
    const csr::model::Expression expression = csr::model::Expression::parse(text);
    for (const csr::model::ExpressionError& error : expression.errors()) {
        if (error.begin > error.end || error.end > size) std::abort();
    }
    static_cast<void>(expression.to_string());
    static_cast<void>(fold(expression));
    static_cast<void>(untrusted_reads(expression));
    for (const csr::model::ExpressionIssue& issue : check(expression, scope).issues) {
        if (issue.begin > issue.end || issue.end > size) std::abort();
    }
    for (const csr::model::EmbeddedExpression& part : csr::model::embedded_expressions(text)) {
        if (part.begin > part.text_begin || part.text_begin > part.end || part.end > size) std::abort();
    }
    return 0;
}
