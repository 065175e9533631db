#include <catch2/catch.hpp>

#include "unit/model/cloudformation/support.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr const char* sections = R"(
Parameters:
  Name: {Type: String, Default: shop}
  Ids: {Type: CommaDelimitedList, Default: 'a, b'}
  Count: {Type: Number, Default: 3}
  Open: {Type: String}
Mappings: {Sizes: {shop: {Memory: 512, List: [x, y]}}}
Conditions: {Yes: !Equals [a, a], No: !Not [!Condition Yes]}
)";

/// What the value V of a bucket comes to, with the parameters' defaults.
std::string evaluate(const std::string& written, bool json = false) {
    TemplateOptions options;
    options.use_defaults = true;
    options.region = "eu-west-1";
    options.account = "123456789012";
    const std::string resource = "{Type: 'AWS::S3::Bucket', Properties: {V: " + written + "}}";
    const std::string others =
        ", Role: {Type: 'AWS::IAM::Role'}, Named: {Type: 'AWS::S3::Bucket', Properties: "
        "{BucketName: !Sub '${Name}-logs'}}";
    if (json)
        return test::show(
            test::Loaded(
                "{\"Resources\": {\"B\": {\"Type\": \"AWS::S3::Bucket\", \"Properties\": {\"V\": " + written + "}}}}",
                options, "stack.json")
                .property("B", "V"));
    test::Loaded loaded(std::string(sections) + "Resources: {B: " + resource + others + "}\n", options);
    return test::show(loaded.property("B", "V"));
}

}  // namespace

TEST_CASE("Ref") {
    CHECK(evaluate("!Ref Name") == "\"shop\"");
    CHECK(evaluate("{Ref: Ids}") == "[\"a\", \"b\"]");
    CHECK(evaluate("!Ref Count") == "3");
    CHECK(evaluate("!Ref Open") == "unknown(parameter Open)");
    CHECK(evaluate("!Ref AWS::Region") == "\"eu-west-1\"");
    CHECK(evaluate("!Ref AWS::Partition") == "\"aws\"");
    CHECK(evaluate("!Ref AWS::StackName") == "unknown(pseudo_parameter AWS::StackName)");
    CHECK(evaluate("!Ref Role") == "unknown(attribute Role)");
    CHECK(evaluate("!Ref Named") == "\"shop-logs\"");
    CHECK(evaluate("!Ref Missing") == "unknown(invalid Missing)");
    CHECK(evaluate("!Ref [a]") == "unknown(invalid !Ref)");
    CHECK(evaluate(R"({"Ref": "AWS::Region"})", true) == "\"eu-west-1\"");
}

TEST_CASE("GetAtt") {
    CHECK(evaluate("!GetAtt Role.Arn") == "unknown(attribute Role.Arn)");
    CHECK(evaluate("!GetAtt [Role, Arn]") == "unknown(attribute Role.Arn)");
    CHECK(evaluate("{'Fn::GetAtt': [Role, Arn]}") == "unknown(attribute Role.Arn)");
    CHECK(evaluate("{'Fn::GetAtt': Role.Arn}") == "unknown(attribute Role.Arn)");
    CHECK(evaluate("!GetAtt Role") == "unknown(invalid !GetAtt)");
    CHECK(evaluate("!GetAtt Missing.Arn") == "unknown(invalid Missing.Arn)");
}

TEST_CASE("Sub") {
    CHECK(evaluate("!Sub '${Name}-${AWS::Region}-${!Literal}'") == "\"shop-eu-west-1-${Literal}\"");
    CHECK(evaluate("!Sub ['${A}/${Name}', {A: !Ref Count}]") == "\"3/shop\"");
    CHECK(evaluate("{'Fn::Sub': '${Name'}") == "\"${Name\"");
    CHECK(evaluate("!Sub '${Role.Arn}/x'") == "unknown(attribute Role.Arn)");
    CHECK(evaluate("!Sub '${Self}'") == "unknown(invalid Self)");
    CHECK(evaluate("!Sub [a, b, c]") == "unknown(invalid !Sub)");
    CHECK(evaluate("!Sub ['${A}', {A: !Sub '${Name}'}]") == "\"shop\"");
}

TEST_CASE("Join, Split and Select") {
    CHECK(evaluate("!Join ['-', [a, !Ref Name, 1, true]]") == "\"a-shop-1-true\"");
    CHECK(evaluate("!Join [',', !Ref Ids]") == "\"a,b\"");
    CHECK(evaluate("!Join ['', [a, !Ref AWS::NoValue, b]]") == "\"ab\"");
    CHECK(evaluate("!Join ['', ['{{resolve:secretsmanager:', !Ref Role, ':SecretString:password::}}']]")
              .starts_with("unknown(dynamic_reference "));
    CHECK(evaluate("!Join ['', [a, !Ref Open]]") == "unknown(parameter Open)");
    CHECK(evaluate("!Join a") == "unknown(invalid !Join)");
    CHECK(evaluate("!Split ['/', 'a/b/']") == "[\"a\", \"b\", \"\"]");
    CHECK(evaluate("!Split ['', a]") == "unknown(invalid !Split)");
    CHECK(evaluate("!Select [1, [a, b]]") == "\"b\"");
    CHECK(evaluate("!Select ['1', !Split ['/', !Join ['/', [x, !Ref Name]]]]") == "\"shop\"");
    CHECK(evaluate("!Select [5, [a]]") == "unknown(invalid !Select)");
    CHECK(evaluate("!Select [1, [!Ref Open, b]]") == "\"b\"");
    CHECK(evaluate("!Select [0, !GetAZs '']") == "unknown(outside !GetAZs)");
}

TEST_CASE("If and NoValue") {
    CHECK(evaluate("!If [Yes, 1, 2]") == "1");
    CHECK(evaluate("!If [No, 1, 2]") == "2");
    CHECK(evaluate("!If [Missing, 1, 2]") == "unknown(invalid Missing)");
    CHECK(evaluate("!If [Yes, !Ref AWS::NoValue, 2]") == "absent");
    CHECK(evaluate("[a, !If [Yes, !Ref AWS::NoValue, b], c]") == "[\"a\", \"c\"]");
    CHECK(evaluate("{a: 1, b: !Ref AWS::NoValue}") == "{a: 1}");
}

TEST_CASE("FindInMap") {
    CHECK(evaluate("!FindInMap [Sizes, !Ref Name, Memory]") == "512");
    CHECK(evaluate("!FindInMap [Sizes, shop, List]") == "[\"x\", \"y\"]");
    CHECK(evaluate("!FindInMap [Sizes, none, Memory]") == "unknown(mapping Sizes)");
    CHECK(evaluate("!FindInMap [Sizes, none, Memory, {DefaultValue: 1}]") == "1");
}

TEST_CASE("Base64, Cidr, Length, ToJsonString") {
    CHECK(evaluate("{'Fn::Base64': !Sub '${Name}'}") == "\"c2hvcA==\"");
    CHECK(evaluate("!Base64 'any carnal pleas'") == "\"YW55IGNhcm5hbCBwbGVhcw==\"");
    CHECK(evaluate("!Cidr [10.0.0.0/16, 2, 8]") == "[\"10.0.0.0/24\", \"10.0.1.0/24\"]");
    CHECK(evaluate("!Cidr [10.0.0.0/24, 4, 8]") == "unknown(invalid !Cidr)");
    CHECK(evaluate("!Cidr ['2001:db8::/56', 3, 64]") ==
          "[\"2001:db8::/64\", \"2001:db8:0:1::/64\", \"2001:db8:0:2::/64\"]");
    CHECK(evaluate("!Cidr ['2001:DB8:0:0:1:0:0:1/112', 1, 8]") == "[\"2001:db8:0:0:1::/120\"]");
    CHECK(evaluate("!Cidr ['2001:db8::/56', 4, 72]") == "unknown(invalid !Cidr)");
    CHECK(evaluate("!Cidr ['2001:db8::1::/56', 4, 64]") == "unknown(invalid !Cidr)");
    CHECK(evaluate("!Cidr [10.0.1.7/16, 2, 12]") == "[\"10.0.0.0/20\", \"10.0.16.0/20\"]");
    CHECK(evaluate("{'Fn::Length': !Ref Ids}") == "2");
    CHECK(evaluate("!ToJsonString {a: [1, !Ref Name], b: \"x\\\"\"}") == R"("{"a":[1,"shop"],"b":"x\""}")");
    CHECK(evaluate("{'Fn::ToJsonString': {a: !Ref Open}}") == "unknown(outside Fn::ToJsonString)");
}

TEST_CASE("what is not understood stays unknown") {
    CHECK(evaluate("!Strange 1") == "unknown(unsupported !Strange)");
    CHECK(evaluate("{'Fn::Strange': 1}") == "unknown(unsupported Fn::Strange)");
    CHECK(evaluate("{'Fn::Transform': {Name: N}}") == "unknown(transform N)");
    CHECK(evaluate("{a: 1, 'Fn::Transform': {Name: N}}") == "{a: 1}");
    CHECK(evaluate("'{{resolve:ssm:x}}'") == "unknown(dynamic_reference {{resolve:ssm:x}})");
    CHECK(evaluate("!!str 12") == "\"12\"");
}

TEST_CASE("a transform beside other keys leaves the keys that are not there open") {
    test::Loaded loaded(
        "Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {V: 1, 'Fn::Transform': {Name: 'AWS::Include'}}}}");
    CHECK(test::show(loaded.property("B", "V")) == "1");
    CHECK(test::show(loaded.property("B", "W")) == "unknown(transform AWS::Include)");
}

}  // namespace csr::model::cloudformation
