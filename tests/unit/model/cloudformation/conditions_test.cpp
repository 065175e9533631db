#include <catch2/catch.hpp>

#include "unit/model/cloudformation/support.hpp"

namespace csr::model::cloudformation {

namespace {

std::string condition(test::Loaded& loaded, std::string_view name) {
    return test::show(condition_value(loaded.owner(), name, loaded.evaluation()));
}

constexpr const char* text = R"(
Parameters:
  Env: {Type: String, Default: dev}
  Region1: {Type: String}
  Region2: {Type: String}
  Copies: {Type: Number, Default: 2}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsTest: !Equals [test, !Ref Env]
  Either: !Or [!Condition IsProd, !Condition IsTest]
  Both: !And [Condition: IsProd, Condition: IsTest]
  NotProd: !Not [!Condition IsProd]
  Same: !Equals [!Ref Region1, !Ref Region2]
  AlsoSame: !Equals [!Ref Region2, !Ref Region1]
  Tokyo: !Equals [!Ref AWS::Region, ap-northeast-1]
  Many: !Not [!Equals [!Ref Copies, 0]]
  Prefixed: !Equals [!Join ['', [x, !Ref Env]], xprod]
  Imported: !Equals [!ImportValue e, prod]
Resources: {}
)";

}  // namespace

TEST_CASE("conditions over a parameter follow its choices") {
    test::Loaded open(text);
    CHECK(condition(open, "IsProd") == "unknown(parameter_default Env chosen)");
    CHECK(condition(open, "Either") == "unknown(parameter_default Env chosen)");

    test::Loaded prod(text);
    prod.choose("Env = \"prod\"");
    CHECK(condition(prod, "IsProd") == "true");
    CHECK(condition(prod, "IsTest") == "false");
    CHECK(condition(prod, "Either") == "true");
    CHECK(condition(prod, "Both") == "false");
    CHECK(condition(prod, "NotProd") == "false");
    CHECK(condition(prod, "Prefixed") == "true");

    test::Loaded other(text);
    other.choose("Env is none of \"prod\", \"test\", \"dev\"");
    CHECK(condition(other, "IsProd") == "false");
    CHECK(condition(other, "Either") == "false");
    CHECK(condition(other, "NotProd") == "true");
    CHECK(condition(other, "Prefixed") == "unknown(condition Prefixed chosen)");
}

TEST_CASE("a comparison that choices do not settle is a variable of its own") {
    test::Loaded loaded(text);
    CHECK(condition(loaded, "Same") == "unknown(condition Same chosen)");
    CHECK(condition(loaded, "Imported") == "unknown(condition Imported chosen)");
    loaded.choose("Same is true");
    CHECK(condition(loaded, "Same") == "true");
}

TEST_CASE("comparisons written alike are one variable") {
    test::Loaded loaded(text);
    const Value same = condition_value(loaded.owner(), "Same", loaded.evaluation());
    const Value also = condition_value(loaded.owner(), "AlsoSame", loaded.evaluation());
    REQUIRE(same.is(Kind::unknown));
    REQUIRE(also.is(Kind::unknown));
    CHECK(same.as_unknown().causes[0].variable == also.as_unknown().causes[0].variable);
}

TEST_CASE("pseudo parameters and numbers are compared like parameters") {
    test::Loaded loaded(text);
    CHECK(condition(loaded, "Tokyo") == "unknown(pseudo_parameter AWS::Region chosen)");
    loaded.choose("AWS::Region = \"ap-northeast-1\"");
    CHECK(condition(loaded, "Tokyo") == "true");
    TemplateOptions options;
    options.region = "eu-west-1";
    options.use_defaults = true;
    test::Loaded given(text, options);
    CHECK(condition(given, "Tokyo") == "false");
    CHECK(condition(given, "Many") == "true");
}

TEST_CASE("variables have a default choice, a description and ids of their own") {
    test::Loaded loaded(text);
    const Parameter* const env = loaded.owner().parameters().find("Env");
    REQUIRE(env != nullptr);
    CHECK(env->variable.choices == 4);
    REQUIRE(env->variable.default_choice);
    CHECK(env->choices[*env->variable.default_choice] == "dev");
    CHECK(loaded.deployment().describe(env->variable, 0)->en == "Env = \"prod\"");
    std::vector<std::uint32_t> ids;
    for (const Parameter& parameter : loaded.owner().parameters().all()) {
        if (parameter.splits()) ids.push_back(parameter.variable.id);
    }
    for (std::size_t i = 0; i < ids.size(); ++i) CHECK(ids[i] == i);
    CHECK(loaded.deployment().next_variable() >= ids.size());
}

TEST_CASE("conditions that hang on themselves are reported and unknown") {
    test::Loaded loaded(
        "Conditions: {A: !Condition B, B: !Not [!Condition A], C: !And [!Condition A, !Condition C]}\n"
        "Resources: {R: {Type: 'AWS::S3::Bucket', Condition: A, Properties: {V: !If [C, 1, 2]}}}");
    CHECK(loaded.owner().problems().size() == 3);
    CHECK(condition(loaded, "A").starts_with("unknown(invalid"));
    CHECK(test::show(loaded.property("R", "V")).starts_with("unknown(invalid"));
    CHECK(condition_of(loaded.resource("R"), loaded.evaluation()).is(Kind::unknown));
}

}  // namespace csr::model::cloudformation
