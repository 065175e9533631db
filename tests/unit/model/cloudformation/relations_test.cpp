#include "model/cloudformation/relations.hpp"

#include <catch2/catch.hpp>

#include "model/cloudformation/iam.hpp"
#include "model/cloudformation/json_text.hpp"
#include "unit/model/cloudformation/support.hpp"

namespace csr::model::cloudformation {

TEST_CASE("IAM statements are normalised") {
    test::Loaded loaded(R"(
Parameters: {Who: {Type: String}}
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Action: 's3:GetObject'
          Principal: '*'
          Resource: [!Sub '${Bucket.Arn}/*', !Ref Who]
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: [a.amazonaws.com]}}]}
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Deny, NotAction: ['x:*'], Resource: '*'}]}}]
  Logs: {Type: AWS::Logs::ResourcePolicy, Properties: {PolicyDocument: '{"Statement": {"Effect": "Allow", "Action": ["a"]}}'}}
)");
    const auto shown = [&loaded](std::string_view id, std::string_view path) {
        return test::show(test::member(statements(loaded.resource(id), loaded.evaluation()), path));
    };
    CHECK(shown("Policy", "0/actions") == "[\"s3:GetObject\"]");
    CHECK(shown("Policy", "0/principals") == "[\"AWS:*\"]");
    CHECK(shown("Policy", "0/resources") == "[\"${Bucket.Arn}/*\", unknown(parameter Who)]");
    CHECK(shown("Role", "0/principals") == "[\"Service:a.amazonaws.com\"]");
    CHECK(shown("Role", "1/not_actions") == "[\"x:*\"]");
    CHECK(shown("Role", "1/effect") == "\"Deny\"");
    CHECK(shown("Logs", "0/actions") == "[\"a\"]");
}

TEST_CASE("a function's log group in every form") {
    test::Loaded loaded(R"(
Parameters: {P: {Type: String}}
Resources:
  A: {Type: AWS::Lambda::Function}
  GA: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Join ['', [/aws/lambda/, !Ref A]]}}
  B: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub '${P}-b'}}
  GB: {Type: 'Custom::LogRetention', Properties: {LogGroupName: !Sub '/aws/lambda/${P}-b'}}
  C: {Type: AWS::Lambda::Function, Properties: {LoggingConfig: {LogGroup: !Ref GC}}}
  GC: {Type: AWS::Logs::LogGroup}
  D: {Type: AWS::Lambda::Function}
  S: {Type: AWS::StepFunctions::StateMachine, Properties: {LoggingConfiguration: {Destinations: [
       {CloudWatchLogsLogGroup: {LogGroupArn: !GetAtt GC.Arn}}]}}}
)");
    const auto group = [&loaded](std::string_view id) {
        return test::show(log_group_of(loaded.deployment(), loaded.resource(id), loaded.evaluation()));
    };
    CHECK(group("A") == "some Resource GA");
    CHECK(group("B") == "some Resource GB");
    CHECK(group("C") == "some Resource GC");
    CHECK(group("D") == "none");
    CHECK(group("S") == "some Resource GC");
}

TEST_CASE("JSON inside of a text keeps its open parts") {
    test::Loaded loaded(R"(
Resources:
  F: {Type: AWS::Lambda::Function}
  S: {Type: X::Y::Z, Properties: {D: !Join ['', ['{"a": [1, "x', !Ref F, '"], "b": ', !Ref AWS::Region, ', "c": "é"}']], N: 'no'}}
)");
    const std::optional<Value> text = loaded.property("S", "D");
    REQUIRE(text);
    const Value read = json_value(&loaded.deployment(), *text, loaded.evaluation());
    CHECK(test::show(read) ==
          "some {a: [1, unknown(attribute F)], b: unknown(pseudo_parameter AWS::Region), c: \"é\"}");
    const std::optional<Value> none = loaded.property("S", "N");
    CHECK(test::show(json_value(&loaded.deployment(), *none, loaded.evaluation())) == "none");
}

TEST_CASE("tags, generated helpers and the resource object") {
    test::Loaded loaded(R"(
Resources:
  A: {Type: X::Y::Z, DependsOn: B, DeletionPolicy: Retain, Properties: {Tags: [{Key: a, Value: 1}, {Key: b, Value: c}]}}
  B: {Type: X::Y::Z, Properties: {Tags: {k: v}}, Metadata: {'aws:cdk:path': 'S/Custom::XProvider/Handler'}}
  C: {Type: X::Y::Z, Metadata: {'aws:cdk:path': 'S/LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/ServiceRole/Resource'}}
  D: {Type: X::Y::Z, Metadata: {'aws:cdk:path': 'S/Fn/LogRetention/Resource'}}
)");
    CHECK(test::show(tags_of(loaded.resource("A"), loaded.evaluation())) == "{a: \"1\", b: \"c\"}");
    CHECK(test::show(tags_of(loaded.resource("B"), loaded.evaluation())) == "{k: \"v\"}");
    CHECK(generated(loaded.resource("B")));
    CHECK(generated(loaded.resource("C")));
    CHECK_FALSE(generated(loaded.resource("D")));
    const Value object = resource_object(loaded.resource("A"), loaded.evaluation());
    CHECK(test::show(test::member(object, "depends_on")) == "[\"B\"]");
    CHECK(test::show(test::member(object, "deletion_policy")) == "\"Retain\"");
    CHECK(test::show(test::member(object, "stack")) == "\"stack\"");
    CHECK(test::show(test::member(object, "template/resources/0/id")) == "\"A\"");
    CHECK(resource_behind(object) == &loaded.resource("A"));
}

}  // namespace csr::model::cloudformation
