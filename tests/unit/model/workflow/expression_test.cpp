#include "model/workflow/expression.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using csr::model::embedded_expressions;
using csr::model::Expression;

namespace {

std::string parse(std::string_view text) { return Expression::parse(text).to_string(); }

}  // namespace

TEST_CASE("operators bind as GitHub says", "[expression]") {
    CHECK(parse("a || b && c == d") == "(or a (and b (eq c d)))");
    CHECK(parse("!a == b") == "(eq (not a) b)");
    CHECK(parse("a < b == c") == "(eq (lt a b) c)");
    CHECK(parse("(a || b) && c") == "(and (or a b) c)");
    CHECK(parse("a && b && c") == "(and (and a b) c)");
}

TEST_CASE("contexts, members, indices and calls are read", "[expression]") {
    CHECK(parse("github.event.inputs['dry-run']") == "(index (prop (prop github event) inputs) 'dry-run')");
    CHECK(parse("needs.*.result") == "(prop (every needs) result)");
    CHECK(parse("needs[*].result") == "(prop (every needs) result)");
    CHECK(parse("contains(needs.*.result, 'failure')") == "(call contains (prop (every needs) result) 'failure')");
    CHECK(parse("always()") == "(call always)");
    CHECK(parse("fromJSON(x).y[0]") == "(index (prop (call fromJSON x) y) 0)");
    CHECK(parse("steps.a-b_1.outputs.true") == "(prop (prop (prop steps a-b_1) outputs) true)");
}

TEST_CASE("literals are read", "[expression]") {
    CHECK(parse("'it''s'") == "'it's'");
    CHECK(parse("-1.5e3") == "-1500");
    CHECK(parse("0xff") == "255");
    CHECK(parse("0o17") == "15");
    CHECK(parse("null") == "null");
    CHECK(parse("true != false") == "(ne true false)");
    CHECK(parse("") == "null");
}

TEST_CASE("mistakes are located", "[expression]") {
    CHECK(parse("a &&") == "error at 2");  // the last word: there is nothing to show at the end
    CHECK(parse("a b") == "error at 2");
    CHECK(parse("\"a\"") == "error at 0");
    CHECK(parse("'open") == "error at 0");
    CHECK(parse("f(a,)") == "error at 4");
    CHECK(parse("a & b") == "error at 2");
    CHECK(parse("(a") == "error at 1");
    CHECK(parse("1x") == "error at 0");
    CHECK_FALSE(Expression::parse(std::string(100'000, '(')).valid());
    CHECK_FALSE(Expression::parse(std::string(100'000, '!') + "a").valid());
}

TEST_CASE("expressions in a text are found with their places", "[expression]") {
    const auto found = embedded_expressions("a ${{ b }} c ${{ '}}' }}d ${{ open");
    REQUIRE(found.size() == 3);
    CHECK(found[0].begin == 2);
    CHECK(found[0].end == 10);
    CHECK(found[1].expression.to_string() == "'}}'");
    CHECK_FALSE(found[2].expression.valid());
    CHECK(csr::model::is_whole_expression("${{ a }}"));
    CHECK_FALSE(csr::model::is_whole_expression("${{ a }} "));
    CHECK_FALSE(csr::model::is_whole_expression("${{ a }}${{ b }}"));
}

TEST_CASE("every node has its place, also in what is no expression", "[expression]") {
    for (const std::string& text : std::vector<std::string>{" 1> 1?", "a && ", "(a", "a[", "f(1, ", "!"}) {
        const Expression expression = Expression::parse(text);
        CHECK_FALSE(expression.valid());
        for (const auto& node : expression.nodes()) {
            CHECK(node.begin <= node.end);
            CHECK(node.end <= text.size());
        }
    }
}
