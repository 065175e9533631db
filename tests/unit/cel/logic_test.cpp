#include <catch2/catch.hpp>
#include <vector>

#include "unit/cel/support.hpp"

namespace csr::cel {

using test::World;

TEST_CASE("an operand that settles the result wins over unknowns and errors") {
    World world(R"({"u": "<P>", "v": "<Q>", "t": true, "f": false})");
    CHECK(world.verdict("x.u && x.f") == "false");
    CHECK(world.verdict("x.f && x.u") == "false");
    CHECK(world.verdict("x.u || x.t") == "true");
    CHECK(world.verdict("1 / 0 == 1 || x.t") == "true");
    CHECK(world.verdict("x.absent && x.f") == "false");
    CHECK(world.verdict("x.u && x.t") == "unknown: P");
    CHECK(world.verdict("x.u || x.v || x.u") == "unknown: P Q");
}

TEST_CASE("an unknown wins over an error in logic, an error elsewhere") {
    World world(R"({"u": "<P>", "t": true})");
    CHECK(world.verdict("x.absent && x.u") == "unknown: P");
    CHECK(world.verdict("x.u || x.absent") == "unknown: P");
    CHECK(world.verdict("x.u + x.absent") == "error");
    CHECK(world.verdict("x.absent == x.u") == "error");
}

TEST_CASE("operations on an unknown are unknown") {
    World world(R"({"u": "<P>", "v": "<Q>", "list": ["<P>", 2]})");
    for (const char* expression :
         {"!x.u", "x.u == 1", "x.u + 1 > 2", "x.u.member", "x.u[0]", "has(x.u.member)", "size(x.u)",
          "x.u.startsWith('a')", "x.u ? 1 : 2", "x.u.all(e, e == 1)", "-x.u", "string(x.u)"}) {
        CAPTURE(expression);
        CHECK(world.verdict(expression) == "unknown: P");
    }
    CHECK(world.verdict("x.u == x.v") == "unknown: P Q");
}

TEST_CASE("has() is true for a member whose value is unknown, unknown for one that may be absent") {
    World world(R"({"u": "<P>", "maybe": "<?Q>"})");
    CHECK(world.verdict("has(x.u)") == "true");
    CHECK(world.verdict("has(x.maybe)") == "unknown: Q");
    CHECK(world.verdict("has(x.absent)") == "false");
    CHECK(world.verdict("'u' in x") == "true");
    CHECK(world.verdict("'maybe' in x") == "unknown: Q");
    CHECK(world.verdict("x.?u.hasValue()") == "true");
    CHECK(world.verdict("x.?maybe.hasValue()") == "unknown: Q");
    CHECK(world.verdict("x.?absent.orValue(3)") == "3");
}

TEST_CASE("lists and maps with unknown parts differ only when a known part differs") {
    World world(R"({"list": [1, "<P>", 3], "map": {"a": 1, "b": "<Q>"}})");
    CHECK(world.verdict("x.list == [1, 2, 4]") == "false");
    CHECK(world.verdict("x.list == [1, 2]") == "false");
    CHECK(world.verdict("x.list == [1, 2, 3]") == "unknown: P");
    CHECK(world.verdict("x.list != [1, 2, 3]") == "unknown: P");
    CHECK(world.verdict("x.map == {'a': 2, 'b': 2}") == "false");
    CHECK(world.verdict("x.map == {'a': 1, 'b': 2}") == "unknown: Q");
    CHECK(world.verdict("3 in x.list") == "true");
    CHECK(world.verdict("4 in x.list") == "unknown: P");
}

TEST_CASE("all and exists decide with what is known") {
    World world(R"({"some": [1, "<P>", 3], "open": [1, "<?Q>"], "none": []})");
    CHECK(world.verdict("x.some.all(e, e == 1)") == "false");
    CHECK(world.verdict("x.some.all(e, e != 2)") == "unknown: P");
    CHECK(world.verdict("x.some.exists(e, e == 3)") == "true");
    CHECK(world.verdict("x.some.exists(e, e == 7)") == "unknown: P");
    CHECK(world.verdict("x.none.all(e, false)") == "true");
    CHECK(world.verdict("x.some.exists_one(e, e == 1)") == "unknown: P");
    CHECK(world.verdict("x.some.exists_one(e, e in [1, 3])") == "false");
}

TEST_CASE("an item that may not exist decides nothing") {
    World world(R"({"open": [1, "<?Q>"], "only": ["<?Q>"]})");
    CHECK(world.verdict("x.only.exists(e, true)") == "unknown: Q");
    CHECK(world.verdict("x.only.all(e, false)") == "unknown: Q");
    CHECK(world.verdict("x.only.all(e, true)") == "true");
    CHECK(world.verdict("x.only.all(e, e.absent.member || true)") == "true");
    CHECK(world.verdict("size(x.open)") == "unknown: Q");
    CHECK(world.verdict("x.open[0]") == "1");
    CHECK(world.verdict("x.open[1]") == "unknown: Q");
    CHECK(world.verdict("x.open.filter(e, e == 1).exists(e, e == 1)") == "true");
    CHECK(world.verdict("size(x.open.filter(e, e == 1))") == "unknown: Q");
    CHECK(world.verdict("x.open.map(e, 1).all(e, e == 1)") == "unknown: Q");
}

TEST_CASE("filtering first and judging at once agree") {
    World world(R"({"items": [{"k": "<P>", "v": 1}, {"k": "a", "v": 2}, {"k": "b", "v": 3}]})");
    CHECK(world.verdict("x.items.filter(e, e.k == 'a').all(e, e.v == 3)") == "false");
    CHECK(world.verdict("x.items.all(e, e.k != 'a' || e.v == 3)") == "false");
    CHECK(world.verdict("x.items.filter(e, e.k == 'a').all(e, e.v == 2)") == "unknown: P");
    CHECK(world.verdict("x.items.all(e, e.k != 'a' || e.v == 2)") == "unknown: P");
}

// Two phrasings of the same assertion give the same verdict, for every value without an error.
TEST_CASE("phrasings of one assertion agree") {
    World world(R"({"values": [true, false, "<P>", "<Q>"]})");
    for (int index = 0; index < 4; ++index) {
        const std::string value = "x.values[" + std::to_string(index) + "]";
        const std::string verdict = world.verdict(value);
        for (const std::string& phrasing :
             {value + " == true", "!(" + value + " != true)", "[" + value + "].all(e, e == true)",
              "![" + value + "].exists(e, e != true)", "[" + value + "].exists(e, e)", "!!" + value,
              value + " ? true : false", "[" + value + "].exists_one(e, e)", "true in [" + value + "]",
              "[" + value + "] == [true]", "cel.bind(v, " + value + ", v)", "optional.of(" + value + ").orValue(false)",
              "{'k': " + value + "}.all(k, v, v)", "[" + value + "].filter(e, !e).all(e, false)"}) {
            CAPTURE(phrasing);
            CHECK(world.verdict(phrasing) == verdict);
        }
    }
}

TEST_CASE("De Morgan's laws and the order of operands") {
    World world(R"({"values": [true, false, "<P>", "<Q>"]})");
    const auto kind = [&world](const std::string& expression) { return world.verdict(expression).substr(0, 7); };
    for (int left = 0; left < 4; ++left) {
        for (int right = 0; right < 4; ++right) {
            const std::string a = "x.values[" + std::to_string(left) + "]";
            const std::string b = "x.values[" + std::to_string(right) + "]";
            CAPTURE(a, b);
            CHECK(kind(a + " && " + b) == kind(b + " && " + a));
            CHECK(kind(a + " || " + b) == kind(b + " || " + a));
            CHECK(world.verdict(a + " && " + b) == world.verdict("!(!" + a + " || !" + b + ")"));
            CHECK(world.verdict(a + " || " + b) == world.verdict("!(!" + a + " && !" + b + ")"));
            CHECK(world.verdict("[" + a + ", " + b + "].all(e, e)") == world.verdict(a + " && " + b));
            CHECK(world.verdict("[" + a + ", " + b + "].exists(e, e)") == world.verdict(a + " || " + b));
            CHECK(kind(a + " && (" + b + " || " + a + ")") == kind(a + " && (" + a + " || " + b + ")"));
        }
    }
}

TEST_CASE("an evaluation that costs too much ends as unknown") {
    Environment environment;
    const auto program = compile("lists.range(1000).all(a, lists.range(1000).all(b, a + b >= 0))", environment);
    REQUIRE(program.has_value());
    World world("{}");
    const model::Value value = program->value({}, world.evaluation(), nullptr, Budget{50'000});
    REQUIRE(value.is(model::Kind::unknown));
    CHECK(value.as_unknown().causes[0].kind == model::CauseKind::limit);
    CHECK(program->value({}, world.evaluation(), nullptr, Budget{20'000'000}).is(model::Kind::boolean));
}

}  // namespace csr::cel
