#include <catch2/catch.hpp>

#include "unit/cel/support.hpp"

namespace csr::cel {

using test::World;

namespace {

model::Value twice(const CallContext& context, std::span<const model::Value> arguments) {
    const int factor = context.user == nullptr ? 2 : *static_cast<const int*>(context.user);
    return model::Value::integer(arguments[0].as_integer() * factor);
}

model::Value is_unknown(const CallContext& /*context*/, std::span<const model::Value> arguments) {
    return model::Value::boolean(arguments[0].is(model::Kind::unknown));
}

constexpr Function seeing() {
    Function made = global_function("is_unknown", is_unknown, model::boolean_type, model::dynamic_type);
    made.sees_unknown = true;
    return made;
}

constexpr std::array own_functions{member_function("twice", twice, model::integer_type, model::integer_type), seeing()};

}  // namespace

TEST_CASE("an environment's own functions are called with the user's pointer") {
    Environment environment;
    environment.declare("x", model::dynamic_type);
    environment.add(own_functions);
    World world(R"({"n": 4, "u": "<P>"})");
    const model::Value root = world.root();
    const auto value = [&](std::string_view text, const void* user) {
        const auto program = compile(text, environment);
        REQUIRE(program.has_value());
        return to_text(program->value(std::span(&root, 1), world.evaluation(), user), base::Language::english);
    };
    const int factor = 10;
    CHECK(value("x.n.twice()", nullptr) == "8");
    CHECK(value("x.n.twice()", &factor) == "40");
    CHECK(value("x.u.twice()", nullptr) == "<P>");
    CHECK(value("is_unknown(x.u)", nullptr) == "true");
}

TEST_CASE("list functions") {
    World world(R"({"u": [1, "<P>"]})");
    CHECK(world.verdict("[[1], [2, 3]].flatten()") == "[1, 2, 3]");
    CHECK(world.verdict("[x.u].flatten().size()") == "2");
    CHECK(world.verdict("x.u.flatten().size()") == "unknown: P");
    CHECK(world.verdict("[3, 1, 2].sort()") == "[1, 2, 3]");
    CHECK(world.verdict("[1, 1.0, 2u, 2].distinct()") == "[1, 2]");
    CHECK(world.verdict("[1, 2, 3].slice(1, 3)") == "[2, 3]");
    CHECK(world.verdict("[1, 2, 3].sum()") == "6");
    CHECK(world.verdict("[2, 5, 3].max() - [2, 5].min()") == "3");
    CHECK(world.verdict("lists.range(3).reverse()") == "[2, 1, 0]");
    CHECK(world.verdict("[1, 2].first().value() + [1, 2].last().orValue(0)") == "3");
    CHECK(world.verdict("[].first().hasValue()") == "false");
    CHECK(world.verdict("x.u.sum()") == "unknown: P");
    CHECK(world.verdict("x.u.sort()") == "unknown: P");
}

TEST_CASE("or() and orValue() read their argument only when they need it") {
    World world(R"({"a": 1, "u": "<P>"})");
    CHECK(world.verdict("x.?a.orValue(x.gone)") == "1");
    CHECK(world.verdict("x.?a.orValue(x.u)") == "1");
    CHECK(world.verdict("x.?gone.orValue(x.u)") == "unknown: P");
    CHECK(world.verdict("x.?gone.or(x.?a).value()") == "1");
}

TEST_CASE("patterns that are made while evaluating work, wrong ones are errors") {
    World world(R"({"p": "^a+$", "wrong": "("})");
    CHECK(world.verdict("'aaa'.matches(x.p)") == "true");
    CHECK(world.verdict("'aab'.matches(x.p + '')") == "false");
    CHECK(world.verdict("'a'.matches(x.wrong)") == "error");
}

TEST_CASE("texts that grow without bound are stopped") {
    World world(R"({"s": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})");
    const std::string squared = "cel.bind(a, x.s.replace('', x.s), cel.bind(b, a.replace('', a), b.replace('', b)))";
    CHECK(world.verdict(squared) == "unknown: text size");
}

}  // namespace csr::cel
