#include "model/workflow/expression_value.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <string>

using namespace csr::model;

namespace {

/// Contexts with fixed texts; everything else is unknown.
class Fixed final : public ExpressionContext {
  public:
    [[nodiscard]] ExpressionValue status(std::string_view function) const override {
        return function == "always" ? ExpressionValue::of(true) : ExpressionValue::unknown();
    }
    [[nodiscard]] ExpressionValue lookup(const std::vector<std::string>& path) const override {
        if (path == std::vector<std::string>{"github", "ref"})
            return ExpressionValue::of(std::string("refs/heads/main"));
        return ExpressionValue::unknown();
    }
};

Truth holds(std::string_view text) { return truth_of(evaluate(Expression::parse(text), Fixed())); }

}  // namespace

TEST_CASE("comparison is loose", "[expression_value]") {
    CHECK(holds("'A' == 'a'") == Truth::yes);
    CHECK(holds("true == 'true'") == Truth::no);
    CHECK(holds("true == 1") == Truth::yes);
    CHECK(holds("null == 0") == Truth::yes);
    CHECK(holds("null == ''") == Truth::yes);
    CHECK(holds("'' == false") == Truth::yes);
    CHECK(holds("'abc' != 0") == Truth::yes);
    CHECK(holds("'0x10' == 16") == Truth::yes);
    CHECK(holds("'b' > 'A'") == Truth::yes);
    CHECK(holds("NaN == NaN") == Truth::no);
    CHECK(holds("1 <= 1") == Truth::yes);
}

TEST_CASE("what counts as true", "[expression_value]") {
    CHECK(holds("'false'") == Truth::yes);
    CHECK(holds("''") == Truth::no);
    CHECK(holds("0") == Truth::no);
    CHECK(holds("!null") == Truth::yes);
}

TEST_CASE("unknown parts matter only where they can change the result", "[expression_value]") {
    CHECK(holds("vars.x && false") == Truth::no);
    CHECK(holds("vars.x || always()") == Truth::yes);
    CHECK(holds("vars.x == 'a'") == Truth::unknown);
    CHECK(holds("!(vars.x && false)") == Truth::yes);
    CHECK(holds("vars.x && always()") == Truth::unknown);
    CHECK(holds("(vars.x && false) == false") == Truth::unknown);
}

TEST_CASE("functions", "[expression_value]") {
    CHECK(holds("startsWith(github.ref, 'REFS/heads/')") == Truth::yes);
    CHECK(holds("endsWith(github.REF, 'main')") == Truth::yes);
    CHECK(holds("contains('abc', 'B')") == Truth::yes);
    CHECK(holds("format('{0}-{1}{{', 'a', 2) == 'a-2{'") == Truth::yes);
    CHECK(holds("fromJSON('true')") == Truth::yes);
    CHECK(holds("hashFiles('x')") == Truth::unknown);
}
