#include <catch2/catch.hpp>

#include "model/cloudformation/recognition.hpp"
#include "unit/model/cloudformation/support.hpp"

namespace csr::model::cloudformation {

TEST_CASE("odd shapes are problems, and the rest works") {
    test::Loaded loaded(R"(
Parameters: {P: 1}
Mappings: []
Outputs: {O: 1}
Resources:
  A: {Type: [1], Properties: {V: 1}}
  B: {Type: AWS::S3::Bucket, Properties: null}
  C: text
  D: {Type: AWS::S3::Bucket, Properties: {V: 2}}
)");
    CHECK(loaded.owner().problems().size() == 5);
    CHECK(test::show(loaded.property("A", "V")) == "1");
    CHECK(test::show(loaded.property("B", "")) == "{}");
    CHECK(test::show(loaded.property("D", "V")) == "2");
    CHECK(test::Loaded("Resources: [a, b]").owner().problems().size() == 1);
    CHECK(test::Loaded("- a").owner().problems().size() == 1);
    CHECK(test::Loaded("").owner().resources().empty());
}

TEST_CASE("names that refer to themselves end") {
    test::Loaded loaded(
        "Resources:\n  A: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Sub '${B}-${B}'}}\n"
        "  B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Sub '${A}-${A}'}}\n");
    CHECK(test::show(loaded.property("A", "BucketName")).starts_with("unknown(limit"));
}

TEST_CASE("conditions that double at every step are evaluated once each") {
    std::string text = "Parameters: {E: {Type: String}}\nConditions:\n  C0: !Equals [!Ref E, x]\n";
    for (int i = 1; i <= 60; ++i) {
        const std::string before = "!Condition C" + std::to_string(i - 1);
        text += "  C" + std::to_string(i) + ": !And [" + before + ", " + before + "]\n";
    }
    test::Loaded loaded(text + "Resources: {R: {Type: 'AWS::S3::Bucket', Properties: {V: !If [C60, 1, 2]}}}\n");
    CHECK(test::show(loaded.property("R", "V")) == "unknown(parameter E chosen)");
    loaded.choose("E = \"x\"");
    CHECK(test::show(loaded.property("R", "V")) == "1");
}

TEST_CASE("deep nesting is bounded") {
    std::string value = "1";
    for (int i = 0; i < 400; ++i) value = "{\"Fn::Base64\": " + value + "}";
    test::Loaded loaded("{\"Resources\": {\"R\": {\"Type\": \"A::B::C\", \"Properties\": {\"V\": " + value + "}}}}", {},
                        "stack.json");
    CHECK(test::show(loaded.property("R", "V")) == "unknown(limit depth of nesting)");
}

TEST_CASE("templates are recognised by their content") {
    CHECK(looks_like_template(test::Document("a.yaml", "AWSTemplateFormatVersion: '2010-09-09'").tree));
    CHECK(looks_like_template(test::Document("a.json", R"({"Resources": {"A": {"Type": "AWS::S3::Bucket"}}})").tree));
    CHECK_FALSE(looks_like_template(test::Document("a.yaml", "Resources: {A: {Type: x}}").tree));
    CHECK_FALSE(looks_like_template(test::Document("a.yaml", "on: push").tree));
    CHECK_FALSE(looks_like_template(test::Document("a.yaml", "").tree));
}

}  // namespace csr::model::cloudformation
