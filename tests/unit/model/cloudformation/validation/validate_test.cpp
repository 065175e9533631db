#include "model/cloudformation/validation/validate.hpp"

#include <catch2/catch.hpp>

#include "unit/model/cloudformation/support.hpp"

using namespace csr::model::cloudformation;

namespace {

/// How many findings of a code lie in the resource `id`, or outside of resources when it is empty.
std::size_t count(const std::string& text, std::string_view id, std::string_view code) {
    const test::Loaded loaded(text);
    const TemplateFindings findings(loaded.owner());
    return findings.of(id.empty() ? nullptr : &loaded.resource(id), code).size();
}

}  // namespace

TEST_CASE("a macro that may add resources keeps references from being judged") {
    const std::string resources =
        "Resources: {Bucket: {Type: 'AWS::S3::Bucket', Properties: {BucketName: {Ref: Name}}}}\n";
    CHECK(count(resources, "Bucket", "undefined-reference") == 1);
    CHECK(count("Transform: Mine\n" + resources, "Bucket", "undefined-reference") == 0);
}

TEST_CASE("what a condition excludes is no conditional reference") {
    const std::string head =
        "Parameters: {Env: {Type: String, AllowedValues: [prod, dev]}}\n"
        "Conditions:\n"
        "  IsProd: {'Fn::Equals': [{Ref: Env}, prod]}\n"
        "  IsDev: {'Fn::Equals': [{Ref: Env}, dev]}\n"
        "Resources:\n"
        "  Topic: {Type: 'AWS::SNS::Topic', Condition: IsProd}\n";
    const std::string body = ", Properties: {BucketName: {Ref: Topic}}}\n";
    CHECK(count(head + "  Bucket: {Type: 'AWS::S3::Bucket'" + body, "Bucket", "conditional-reference") == 1);
    CHECK(count(head + "  Bucket: {Type: 'AWS::S3::Bucket', Condition: IsProd" + body, "Bucket",
                "conditional-reference") == 0);
    CHECK(count(head + "  Bucket: {Type: 'AWS::S3::Bucket', Condition: IsDev" + body, "Bucket",
                "conditional-reference") == 1);
}

TEST_CASE("the functions of Rules are known") {
    const std::string text =
        "Parameters: {Env: {Type: String}}\n"
        "Rules: {Known: {Assertions: [{Assert: {'Fn::Contains': [[prod], {Ref: Env}]}}]}}\n"
        "Resources: {Topic: {Type: 'AWS::SNS::Topic'}}\n";
    CHECK(count(text, "", "unknown-function") == 0);
    CHECK(count(text, "", "unused-parameter") == 0);
}
