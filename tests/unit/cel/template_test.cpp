#include <catch2/catch.hpp>

#include "unit/cel/support.hpp"

namespace csr::cel {

namespace {

Environment environment() {
    Environment made;
    made.declare("x", model::dynamic_type);
    return made;
}

std::string rendered(std::string_view text, base::Language language = base::Language::english) {
    test::World world(R"({"days": 90, "name": "logs", "u": "<Days>", "list": [1, "a"]})");
    const auto made = parse_template(text, environment());
    if (!made) return "issue: " + made.error().front().message.en;
    const model::Value root = world.root();
    return made->render(std::span(&root, 1), world.evaluation(), nullptr, language);
}

}  // namespace

TEST_CASE("a message text shows the values of its expressions") {
    CHECK(rendered("keeps {x.name} for {x.days} days") == "keeps logs for 90 days");
    CHECK(rendered("{x.list} and {{braces}}") == "[1, 'a'] and {braces}");
    CHECK(rendered("{ {'}': 1}['}'] }") == "1");
    CHECK(rendered("plain") == "plain");
}

TEST_CASE("unknown and absent values have a text") {
    CHECK(rendered("{x.u} days") == "<Days> days");
    CHECK(rendered("{x.gone} days") == "absent days");
    CHECK(rendered("{x.?gone} days") == "absent days");
    CHECK(rendered("{x.gone} 日", base::Language::japanese) == "なし 日");
}

TEST_CASE("mistakes in a message text have places in it") {
    const auto made = parse_template("keeps {y.name}", environment());
    REQUIRE(!made.has_value());
    CHECK(made.error().front().span == source::Span{7, 8});
    CHECK(rendered("a } b") == "issue: this brace closes nothing");
    CHECK(rendered("a { b").starts_with("issue: this brace is not closed"));
}

TEST_CASE("long values are cut at a code point") {
    const model::Value text = model::Value::string("\u3042\u3044\u3046");
    CHECK(to_text(text, base::Language::english, 4) == "\u3042\u2026");
}

}  // namespace csr::cel
