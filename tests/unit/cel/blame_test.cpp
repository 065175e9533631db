#include <catch2/catch.hpp>

#include "unit/cel/support.hpp"

namespace csr::cel {

using test::World;

namespace {

constexpr const char* document = R"({"days": 90, "on": false, "off": false, "inner": {"key": "k"},
    "tags": [{"Key": "a"}, {"Key": "b"}], "u": "<P>", "numbers": [1, 2, 3]})";

}  // namespace

TEST_CASE("a comparison blames its operands") {
    World world(document);
    CHECK(world.blame("x.days == 30") == "/days");
    CHECK(world.blame("x.days == size(x.tags)") == "/days /tags");
    CHECK(world.blame("!(x.days == 90)") == "/days");
    CHECK(world.blame("x.inner.key.startsWith('z')") == "/inner/key");
    CHECK(world.blame("1 == 2").empty());
}

TEST_CASE("what is absent is blamed at its parent") {
    World world(document);
    CHECK(world.blame("has(x.gone)") == "!gone");
    CHECK(world.blame("has(x.inner.gone) && x.inner.gone == 3") == "/inner!gone");
    CHECK(world.blame("x.inner.?gone.orValue(30) == 31") == "/inner!gone");
    CHECK(world.blame("x.inner.gone == 3") == "/inner!gone");
    CHECK(world.blame("x.inner.?gone.?deeper.hasValue()") == "/inner!gone");
}

TEST_CASE("&& and || blame the operands that decided") {
    World world(document);
    CHECK(world.blame("x.on && x.days == 90 && x.off") == "/on /off");
    CHECK(world.blame("x.days == 90 && x.inner.key == 'k'") == "/days /inner/key");
    CHECK(world.blame("x.on || x.off") == "/on /off");
    CHECK(world.blame("x.on || x.days == 90 || x.inner.key == 'k'") == "/days");
    CHECK(world.blame("x.u && x.days == 90") == "/u");
}

TEST_CASE("a place gives way to one inside it") {
    World world(document);
    CHECK(world.blame("has(x.inner) && x.inner.key == 'z'") == "/inner/key");
    CHECK(world.blame("has(x.inner) && x.inner.key == 'k'") == "/inner/key");
}

TEST_CASE("macros blame the elements that decided") {
    World world(document);
    CHECK(world.blame("x.numbers.all(n, n < 2)") == "/numbers/1 /numbers/2");
    CHECK(world.blame("x.numbers.all(n, n < 9)") == "/numbers/0 /numbers/1 /numbers/2");
    CHECK(world.blame("x.numbers.exists(n, n == 2)") == "/numbers/1");
    CHECK(world.blame("x.tags.exists(t, t.Key == 'z')") == "/tags");
    CHECK(world.blame("x.tags.filter(t, t.Key == 'z').size() > 0") == "/tags");
    CHECK(world.blame("x.tags.map(t, t.Key).all(k, k == 'a')") == "/tags/1/Key");
    CHECK(world.blame("x.numbers.exists_one(n, n > 1)") == "/numbers/1 /numbers/2");
}

TEST_CASE("a conditional blames its condition and the branch taken") {
    World world(document);
    CHECK(world.blame("(x.on ? x.days : x.inner.key) == 'z'") == "/on /inner/key");
    CHECK(world.blame("(has(x.gone) ? x.gone : 30) == 31") == "!gone");
}

TEST_CASE("blame passes through bindings, optionals and lists") {
    World world(document);
    CHECK(world.blame("cel.bind(d, x.days, d == 30)") == "/days");
    CHECK(world.blame("x.?days.optMap(d, d + 1).orValue(0) == 3") == "/days");
    CHECK(world.blame("[x.days, x.inner.key].exists(v, v == 0)") == "/days /inner/key");
    CHECK(world.blame("x.days in [30, 60]") == "/days");
}

TEST_CASE("evaluating without blame gives the same value") {
    World world(document);
    Environment environment;
    environment.declare("x", model::dynamic_type);
    const auto program = compile("x.numbers.all(n, n < 2) || x.u", environment);
    REQUIRE(program.has_value());
    const model::Value root = world.root();
    CHECK(program->value(std::span(&root, 1), world.evaluation()).kind() == model::Kind::unknown);
    CHECK(program->evaluate(std::span(&root, 1), world.evaluation()).value.kind() == model::Kind::unknown);
}

}  // namespace csr::cel
