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

TEST_CASE("an ARN written as text leads to the resource it names") {
    TemplateOptions options;
    options.region = "eu-west-1";
    test::Loaded loaded(R"(
Parameters: {Env: {Type: String}, Arn: {Type: String, Default: 'arn:aws:sns:eu-west-1:1:alerts'}}
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {FunctionName: worker}}
  G: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub 'worker-${Env}'}}
  T: {Type: AWS::SNS::Topic, Properties: {TopicName: alerts}}
  L: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /aws/lambda/worker}}
  R: {Type: AWS::IAM::Role, Properties: {RoleName: runner}}
  S: {Type: AWS::SecretsManager::Secret, Properties: {Name: prod/db}}
  Json: {Type: X::Y::Z, Properties: {D: !Join ['', ['{"R": "arn:', !Ref AWS::Partition, ':states:::x", "F": "arn:aws:lambda:eu-west-1:1:function:worker", "N": 1}']]}}
  Sub: {Type: X::Y::Z, Properties: {D: !Sub 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:worker-${Env}:live'}}
  Inside: {Type: X::Y::Z, Properties: {D: 'arn:aws:apigateway:eu-west-1:lambda:path/functions/arn:aws:lambda:eu-west-1:1:function:worker/invocations'}}
  Topic: {Type: X::Y::Z, Properties: {D: 'arn:aws:sns:eu-west-1:1:alerts'}}
  Given: {Type: X::Y::Z, Properties: {D: !Ref Arn}}
  Logs: {Type: X::Y::Z, Properties: {D: 'arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/worker:*'}}
  Role: {Type: X::Y::Z, Properties: {D: 'arn:aws:iam::1:role/service-role/runner'}}
  Secret: {Type: X::Y::Z, Properties: {D: ['arn:aws:secretsmanager:eu-west-1:1:secret:prod/db-??????']}}
  Elsewhere: {Type: X::Y::Z, Properties: {D: 'arn:aws:sns:us-east-1:1:alerts'}}
  Wild: {Type: X::Y::Z, Properties: {D: 'arn:aws:lambda:eu-west-1:1:function:work*'}}
  Longer: {Type: X::Y::Z, Properties: {D: 'arn:aws:lambda:eu-west-1:1:function:worker-2'}}
  Two: {Type: X::Y::Z, Properties: {D: ['arn:aws:sns:eu-west-1:1:alerts', 'arn:aws:lambda:eu-west-1:1:function:worker']}}
)",
                        options);
    const auto target = [&loaded](std::string_view id) {
        const std::optional<Value> value = loaded.property(id, "D");
        REQUIRE(value);
        return test::show(target_of(loaded.deployment(), *value, loaded.evaluation()));
    };
    CHECK(target("Json") == "some Resource F");
    CHECK(target("Sub") == "some Resource G");
    CHECK(target("Inside") == "some Resource F");
    CHECK(target("Topic") == "some Resource T");
    CHECK(target("Given") == "some Resource T");
    CHECK(target("Logs") == "some Resource L");
    CHECK(target("Role") == "some Resource R");
    CHECK(target("Secret") == "some Resource S");
    CHECK(target("Elsewhere") == "none");
    CHECK(target("Wild") == "none");
    CHECK(target("Longer") == "none");
    CHECK(target("Two") == "none");
    const auto refers = [&loaded](std::string_view from, std::string_view to) {
        return refers_to(loaded.resource(from), loaded.resource(to));
    };
    CHECK(refers("Json", "F"));
    CHECK(refers("Sub", "G"));
    CHECK_FALSE(refers("Sub", "F"));
    CHECK(refers("Two", "F"));
    CHECK(refers("Two", "T"));
    CHECK_FALSE(refers("Longer", "F"));
    CHECK(test::show(referrers(loaded.deployment(), loaded.resource("T"), loaded.evaluation())) ==
          "[Resource Topic, Resource Given, Resource Two]");
}

}  // namespace csr::model::cloudformation
