#include <catch2/catch.hpp>

#include "unit/cel/support.hpp"

namespace csr::cel {

using test::issues_of;
using test::World;

TEST_CASE("syntax errors say what is wrong and where") {
    const Environment environment;
    CHECK(issues_of("", environment) == "the expression is empty");
    CHECK(issues_of("1 +", environment) == "the expression ends where a value is expected");
    CHECK(issues_of("(1", environment) == "the expression ends where ')' is expected");
    CHECK(issues_of("1 2", environment) == "unexpected '2'");
    CHECK(issues_of("a = b", environment) == "unexpected character '=' (compare with ==)");
    CHECK(issues_of("'abc", environment) == "the string is not closed (add ')");
    CHECK(issues_of("for == 1", environment) == "'for' is a reserved word (choose another name)");
    CHECK(issues_of("99999999999999999999", environment) == "the number is too large");
    CHECK(issues_of("has(1)", environment).starts_with("has() needs a field"));
    CHECK(issues_of("[1].all(1, true)", environment) == "all() needs a plain name as its variable here");
    CHECK(issues_of("Type{a: 1}", environment).starts_with("messages cannot be made"));
}

TEST_CASE("nesting is bounded") {
    const Environment environment;
    const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "1" + std::string(depth, ')'); };
    CHECK(issues_of(nested(100), environment).empty());
    CHECK(issues_of(nested(100'0), environment).starts_with("the expression nests deeper"));
    std::string sum = "1";
    for (int index = 0; index < 1000; ++index) sum += "+1";
    CHECK(issues_of(sum, environment).starts_with("the expression nests deeper"));
    std::string chain = "true";
    for (int index = 0; index < 1000; ++index) chain += "&& true";
    CHECK(issues_of(chain, environment).empty());
    CHECK(issues_of(std::string(100'000, ' ') + "1", environment) == "the expression is longer than 64 KiB");
}

TEST_CASE("reserved words are field names, and any name can be quoted") {
    World world(R"({"if": 1, "a-b": 2, "in": 3})");
    CHECK(world.verdict("x.if") == "1");
    CHECK(world.verdict("x.`a-b`") == "2");
    CHECK(world.verdict("x.`in`") == "3");
}

}  // namespace csr::cel
