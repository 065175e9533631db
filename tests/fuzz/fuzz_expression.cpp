// Any text as a GitHub Actions expression and as a text with expressions in it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "model/workflow/expression.hpp"
#include "model/workflow/expression_value.hpp"

namespace {

namespace model = csr::model;

/// Knows a few values; everything else may be anything.
class Context final : public model::ExpressionContext {
  public:
    [[nodiscard]] model::ExpressionValue status(std::string_view function) const override {
        return function == "cancelled" ? model::ExpressionValue::unknown()
                                       : model::ExpressionValue::of(function == "always");
    }
    [[nodiscard]] model::ExpressionValue lookup(const std::vector<std::string>& path) const override {
        if (path.back() == "ref") return model::ExpressionValue::of(std::string("refs/heads/main"));
        if (path.back() == "number") return model::ExpressionValue::of(0.5);
        return model::ExpressionValue::unknown();
    }
};

void require(bool true_always) {
    if (!true_always) std::abort();
}

void check(const model::Expression& expression, std::size_t size) {
    for (const model::ExpressionError& error : expression.errors()) {
        require(error.begin <= error.end && error.end <= size);
        require(!error.message.en.empty() && !error.message.ja.empty());
    }
    for (std::uint32_t i = 0; i < expression.nodes().size(); ++i) {
        const model::ExpressionNode& node = expression.node(i);
        require(node.begin <= node.end && node.end <= size);
        for (const std::uint32_t child : node.children) require(child < i);
    }
    if (!expression.valid()) return;
    require(expression.root() < expression.nodes().size());
    static_cast<void>(expression.to_string());
    static_cast<void>(expression.has_status_function());
    static_cast<void>(model::evaluate(expression, Context()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check(model::Expression::parse(text), size);
    std::uint32_t behind = 0;
    for (const model::EmbeddedExpression& one : model::embedded_expressions(text)) {
        require(behind <= one.begin && one.begin < one.text_begin && one.text_begin <= one.end && one.end <= size);
        check(one.expression, size - one.text_begin);
        behind = one.end;
    }
    static_cast<void>(model::is_whole_expression(text));
    static_cast<void>(model::number_from(text));
    return 0;
}
