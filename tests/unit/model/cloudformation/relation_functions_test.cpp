#include <catch2/catch.hpp>

#include "model/cloudformation/alarms.hpp"
#include "model/cloudformation/json_text.hpp"
#include "model/cloudformation/network_rules.hpp"
#include "model/cloudformation/origins.hpp"
#include "model/cloudformation/relations.hpp"
#include "model/cloudformation/symbolic_value.hpp"
#include "unit/model/cloudformation/support.hpp"

namespace csr::model::cloudformation {

namespace {

std::string at(const Value& value, std::string_view path) { return test::show(test::member(value, path)); }

std::string symbol_of(test::Loaded& loaded, const Value& value) {
    return test::show(symbolic_value(loaded.deployment(), value, loaded.evaluation()));
}

}  // namespace

TEST_CASE("rules of a security group are found wherever they are written") {
    test::Loaded loaded(R"(
Resources:
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]
  Data: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: data}}
  FromWeb:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !GetAtt Data.GroupId, IpProtocol: -1, SourceSecurityGroupId: !GetAtt Web.GroupId}
)");
    const auto rules = [&](std::string_view id, Direction direction) {
        return security_rules(loaded.deployment(), loaded.resource(id), direction, loaded.evaluation());
    };
    const Value web = rules("Web", Direction::in);
    CHECK(web.as_list().size() == 1);
    CHECK(at(web, "0/protocol") == "\"tcp\"");
    CHECK(at(web, "0/ranges") == "[\"0.0.0.0/0\"]");
    CHECK(at(web, "0/from_port") == "443");
    CHECK(at(web, "0/written") == "Resource Web");
    const Value data = rules("Data", Direction::in);
    REQUIRE(data.as_list().size() == 1);
    CHECK(at(data, "0/protocol") == "\"-1\"");
    CHECK(at(data, "0/written") == "Resource FromWeb");
    CHECK(rules("Data", Direction::out).as_list().size() == 0);
}

TEST_CASE("an alarm's metrics, topics and their subscriptions") {
    test::Loaded loaded(R"(
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: email, Endpoint: a@example.com}]}}
  Sub: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: lambda, Endpoint: !GetAtt F.Arn}}
  F: {Type: AWS::Lambda::Function}
  Plain:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/Lambda
      MetricName: Errors
      Statistic: Sum
      Dimensions: [{Name: FunctionName, Value: api}]
      AlarmActions: [!Ref Topic, 'arn:aws:sns:eu-west-1:123456789012:other']
  Rate:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Metrics:
        - {Id: e, MetricStat: {Metric: {Namespace: AWS/Lambda, MetricName: Errors}, Stat: Sum, Period: 60}}
        - {Id: r, Expression: e / 2}
)");
    const Value plain = metrics_of(loaded.resource("Plain"), loaded.evaluation());
    CHECK(at(plain, "0/name") == "\"Errors\"");
    CHECK(at(plain, "0/dimensions/FunctionName") == "\"api\"");
    const Value rate = metrics_of(loaded.resource("Rate"), loaded.evaluation());
    CHECK(rate.as_list().size() == 1);
    CHECK(at(rate, "0/statistic") == "\"Sum\"");
    const Value topics = topics_of(loaded.deployment(), loaded.resource("Plain"), loaded.evaluation());
    CHECK(test::show(topics) == "[Resource Topic]");
    const Value told = subscriptions_of(loaded.deployment(), loaded.resource("Topic"), loaded.evaluation());
    REQUIRE(told.as_list().size() == 2);
    CHECK(at(told, "0/protocol") == "\"email\"");
    CHECK(at(told, "1/protocol") == "\"lambda\"");
    CHECK(at(told, "1/written") == "Resource Sub");
}

TEST_CASE("the origins of a distribution know their buckets and whether those let it in") {
    test::Loaded loaded(R"(
Resources:
  Site: {Type: AWS::S3::Bucket}
  Identity: {Type: AWS::CloudFront::CloudFrontOriginAccessIdentity}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Site
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: {CanonicalUser: !GetAtt Identity.S3CanonicalUserId}
            Action: s3:GetObject
            Resource: !Sub '${Site.Arn}/*'
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Origins:
          - Id: old
            DomainName: !GetAtt Site.RegionalDomainName
            S3OriginConfig: {OriginAccessIdentity: !Sub 'origin-access-identity/cloudfront/${Identity}'}
          - Id: new
            DomainName: !GetAtt Site.RegionalDomainName
            OriginAccessControlId: E1
            S3OriginConfig: {OriginAccessIdentity: ''}
          - {Id: api, DomainName: example.com, CustomOriginConfig: {OriginProtocolPolicy: https-only}}
)");
    const Value origins = origins_of(loaded.deployment(), loaded.resource("Cdn"), loaded.evaluation());
    CHECK(at(origins, "0/access") == "\"oai\"");
    CHECK(at(origins, "0/bucket") == "Resource Site");
    CHECK(at(origins, "0/policies") == "[Resource Policy]");
    CHECK(at(origins, "0/admitted") == "true");
    CHECK(at(origins, "1/access") == "\"oac\"");
    CHECK(at(origins, "1/admitted") == "false");
    CHECK(at(origins, "2/access") == "\"none\"");
    CHECK(at(origins, "2/bucket") == "absent");
    CHECK(test::show(policies_of(loaded.deployment(), loaded.resource("Site"), loaded.evaluation())) ==
          "[Resource Policy]");
    CHECK(test::show(referred(loaded.deployment(), loaded.resource("Policy"), loaded.evaluation())) ==
          "[Resource Site, Resource Identity]");
}

TEST_CASE("widgets are read from a dashboard's joined JSON") {
    test::Loaded loaded(R"(
Resources:
  Board:
    Type: AWS::CloudWatch::Dashboard
    Properties:
      DashboardBody: !Join ['', ['{"widgets":[{"type":"metric","properties":{"region":"', !Ref 'AWS::Region', '"}}]}']]
  Broken: {Type: AWS::CloudWatch::Dashboard, Properties: {DashboardBody: nothing}}
)");
    const Value widgets = widgets_of(loaded.deployment(), loaded.resource("Board"), loaded.evaluation());
    CHECK(at(widgets, "0/type") == "\"metric\"");
    CHECK(test::show(widgets_of(loaded.deployment(), loaded.resource("Broken"), loaded.evaluation())) == "[]");
}

TEST_CASE("a value that only the deployment knows has a name") {
    test::Loaded loaded(R"(
Parameters: {Subnet: {Type: String}, Names: {Type: CommaDelimitedList}}
Conditions: {Own: !Equals [!Ref Subnet, a]}
Resources:
  Key: {Type: AWS::KMS::Key}
  B:
    Type: AWS::S3::Bucket
    Properties:
      A: !Ref Subnet
      B: !Sub 'arn:${AWS::Partition}:x:${Key.Arn}'
      C: !Select [0, !Ref Names]
      D: !If [Own, !Ref Key, b]
      E: plain
)");
    const auto symbol = [&](std::string_view name) { return symbol_of(loaded, *loaded.property("B", name)); };
    CHECK(symbol("A") == "\"${Subnet}\"");
    CHECK(symbol("B") == "\"arn:${AWS::Partition}:x:${Key.Arn}\"");
    CHECK(symbol("C") == "unknown(parameter Names)");
    CHECK(symbol("D") == "unknown(parameter Subnet chosen)");
    CHECK(symbol("E") == "\"plain\"");
}

TEST_CASE("the name that a template chooses is part of a text as far as it is known") {
    test::Loaded loaded(R"(
Resources:
  Logs: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "logs-${AWS::AccountId}"}}
  B:
    Type: AWS::X::Y
    Properties:
      A: !Sub "${Logs}/*"
      B: !Ref Logs
      C: !Join ["", ["arn:aws:s3:::", !Ref Logs]]
)");
    const auto symbol = [&](std::string_view name) { return symbol_of(loaded, *loaded.property("B", name)); };
    CHECK(symbol("A") == "\"logs-${AWS::AccountId}/*\"");
    CHECK(symbol("B") == "\"logs-${AWS::AccountId}\"");
    CHECK(symbol("C") == "\"arn:aws:s3:::logs-${AWS::AccountId}\"");
}

TEST_CASE("what an output is written as gets a text, too") {
    test::Loaded loaded(R"(
Resources:
  Key: {Type: AWS::IAM::AccessKey, Properties: {UserName: a}}
Outputs:
  A: {Value: !GetAtt Key.SecretAccessKey}
  B: {Value: {"Fn::GetAtt": [Key, SecretAccessKey]}}
  C: {Value: !Sub "key ${Key}"}
  D: {Value: !GetAtt [Key, SecretAccessKey]}
  E: {Value: plain}
)");
    const Value self = template_object(loaded.owner(), loaded.evaluation());
    const auto symbol = [&](std::string_view name) {
        const std::optional<Value> value = test::member(self, "outputs/" + std::string(name) + "/Value");
        return symbol_of(loaded, *value);
    };
    CHECK(symbol("A") == "\"${Key.SecretAccessKey}\"");
    CHECK(symbol("B") == "\"${Key.SecretAccessKey}\"");
    CHECK(symbol("C") == "\"key ${Key}\"");
    CHECK(symbol("D") == "\"${Key.SecretAccessKey}\"");
    CHECK(symbol("E") == "\"plain\"");
}

TEST_CASE("a stack passes its tags on to the resources that take tags") {
    TemplateOptions options;
    options.tags = {{"Owner", "team"}, {"Env", "prod"}};
    test::Loaded loaded(
        "Resources:\n  B: {Type: AWS::S3::Bucket, Properties: {Tags: [{Key: Env, Value: test}]}}\n"
        "  P: {Type: AWS::IAM::Policy}\n",
        options);
    const Value bucket = deployed_tags(loaded.resource("B"), loaded.evaluation());
    CHECK(at(bucket, "Env") == "\"test\"");
    CHECK(at(bucket, "Owner") == "\"team\"");
    CHECK(test::show(deployed_tags(loaded.resource("P"), loaded.evaluation())) == "{}");
}

TEST_CASE("a piece of joined JSON is named by itself") {
    test::Loaded loaded(R"(
Parameters: {Whole: {Type: String, AllowedValues: ['{"a": {"b": [1, 2]}}']}}
Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: api}}
  Sub: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub '{"sole": "${Api}", "two": "${AWS::Region}-${Api}", "bare": ${Api}, "text": "a"}'}}
  Ref: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Whole}}
  Join: {Type: AWS::SNS::Topic, Properties: {TopicName: !Join ["", ['{"list": ["x", "', !Ref Api, '"]}']]}}
)");
    const auto read = [&](std::string_view id, std::string_view path) {
        const Value json = json_value(&loaded.deployment(), *loaded.property(id, "TopicName"), loaded.evaluation());
        REQUIRE(json.as_optional() != nullptr);
        return symbol_of(loaded, *test::member(*json.as_optional(), path));
    };
    CHECK(read("Sub", "sole") == "\"${Api}\"");
    CHECK(read("Sub", "two") == "\"${AWS::Region}-${Api}\"");
    CHECK(read("Sub", "bare") == "\"${Api}\"");
    CHECK(read("Sub", "text") == "\"a\"");
    CHECK(read("Ref", "a") == "{b: [1, 2]}");
    CHECK(read("Ref", "a/b") == "[1, 2]");
    CHECK(read("Join", "list") == "[\"x\", unknown(attribute Api)]");
}

}  // namespace csr::model::cloudformation
