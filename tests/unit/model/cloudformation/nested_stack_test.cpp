#include <catch2/catch.hpp>

#include "model/cloudformation/relations.hpp"
#include "unit/model/cloudformation/support.hpp"

namespace csr::model::cloudformation {

namespace {

const test::Files stacks{{"app/main.yaml", R"(
Parameters: {Env: {Type: String}, Days: {Type: Number, Default: 7}}
Resources:
  Key: {Type: AWS::KMS::Key}
  Net:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: nested/network.yaml
      Parameters:
        Env: !Ref Env
        Days: 30
        KeyArn: !GetAtt Key.Arn
        Subnets: [a, b]
        Joined: !Join [',', [x, !Ref Env]]
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      Vpc: !GetAtt Net.Outputs.VpcId
      Zone: !Sub '${Net.Outputs.Zone}-end'
      Days: !GetAtt [Net, Outputs.Days]
      Missing: !GetAtt Net.Outputs.Nothing
)"},
                         {"app/nested/network.yaml", R"(
Parameters:
  Env: {Type: String}
  Days: {Type: Number, Default: 1}
  KeyArn: {Type: String}
  Subnets: {Type: CommaDelimitedList}
  Joined: {Type: String, Default: never}
  Left: {Type: String, Default: kept}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  Group:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: !Ref Days
      KmsKeyId: !Ref KeyArn
      Subnets: !Ref Subnets
      Left: !Ref Left
      Name: !Sub 'logs-${Left}'
      Size: !If [IsProd, 30, 5]
Outputs:
  VpcId: {Value: !Ref Vpc}
  Zone: {Value: zone-1}
  Days: {Value: !Ref Days}
)"}};

}  // namespace

TEST_CASE("a nested stack gets its parameters from the stack around") {
    test::Loaded loaded(stacks);
    CHECK(test::show(loaded.property("Group", "RetentionInDays")) == "30");
    CHECK(test::show(loaded.property("Group", "KmsKeyId")) == "unknown(attribute Key.Arn)");
    CHECK(test::show(loaded.property("Group", "Subnets")) == "[\"a\", \"b\"]");
    CHECK(test::show(loaded.property("Group", "Left")) == "\"kept\"");
    CHECK(test::show(loaded.property("Group", "Name")) == "\"logs-kept\"");
}

TEST_CASE("the condition of a nested stack hangs on the parameter of the stack around") {
    test::Loaded loaded(stacks);
    CHECK(test::show(loaded.property("Group", "Size")) == "unknown(parameter Env chosen)");
    loaded.choose("Env = \"prod\"");
    CHECK(test::show(loaded.property("Group", "Size")) == "30");
}

TEST_CASE("a parameter of the stack around that is something else is something else inside") {
    test::Loaded loaded(stacks);
    loaded.choose("Env is not \"prod\"");
    CHECK(test::show(loaded.property("Group", "Size")) == "5");
}

TEST_CASE("the outputs of a nested stack are attributes of its resource") {
    test::Loaded loaded(stacks);
    CHECK(test::show(loaded.property("Bucket", "Zone")) == "\"zone-1-end\"");
    CHECK(test::show(loaded.property("Bucket", "Days")) == "30");
    CHECK(test::show(loaded.property("Bucket", "Vpc")) == "unknown(attribute Vpc)");
    CHECK(test::show(loaded.property("Bucket", "Missing")) == "unknown(attribute Net.Outputs.Nothing)");
}

TEST_CASE("references reach into nested stacks and out of them") {
    test::Loaded loaded(stacks);
    CHECK(refers_to(loaded.resource("Bucket"), loaded.resource("Vpc")));
    CHECK(refers_to(loaded.resource("Bucket"), loaded.resource("Net")));
    CHECK(refers_to(loaded.resource("Group"), loaded.resource("Key")));
    const std::optional<Value> vpc = loaded.property("Bucket", "Vpc");
    REQUIRE(vpc);
    CHECK(test::show(target_of(loaded.deployment(), *vpc, loaded.evaluation())) == "some Resource Vpc");
    const std::optional<Value> key = loaded.property("Group", "KmsKeyId");
    REQUIRE(key);
    CHECK(test::show(target_of(loaded.deployment(), *key, loaded.evaluation())) == "some Resource Key");
}

TEST_CASE("a template that two resources deploy is judged for both") {
    test::Loaded loaded(test::Files{{"main.yaml", R"(
Conditions: {Never: !Equals [a, b]}
Resources:
  One: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./part.yaml, Parameters: {Days: 30}}}
  Two: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./part.yaml, Parameters: {Days: 90}}, Condition: Never}
  User: {Type: AWS::S3::Bucket, Properties: {A: !GetAtt One.Outputs.Days, B: !GetAtt Two.Outputs.Days}}
)"},
                                    {"part.yaml", R"(
Parameters: {Days: {Type: Number}}
Resources:
  Group: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !Ref Days}}
Outputs: {Days: {Value: !Ref Days}}
)"}});
    CHECK(test::show(loaded.property("User", "A")) == "30");
    CHECK(test::show(loaded.property("User", "B")) == "90");
    CHECK(test::show(loaded.property("Group", "RetentionInDays")) == "unknown(parameter Days chosen)");
    CHECK(hangs_on_condition(loaded.resource("Group")));
    loaded.choose("it is the nested stack One");
    CHECK(test::show(loaded.property("Group", "RetentionInDays")) == "30");
    CHECK(test::show(condition_of(loaded.resource("Group"), loaded.evaluation())) == "true");
}

TEST_CASE("a nested stack that is never there has no resources") {
    test::Loaded loaded(test::Files{
        {"main.yaml",
         "Conditions: {Never: !Equals [a, b]}\n"
         "Resources: {S: {Type: 'AWS::CloudFormation::Stack', Condition: Never, Properties: {TemplateURL: p.yaml}}}"},
        {"p.yaml", "Resources: {B: {Type: 'AWS::S3::Bucket'}}"}});
    CHECK(test::show(condition_of(loaded.resource("B"), loaded.evaluation())) == "false");
    CHECK(test::show(resource_list(loaded.deployment(), "AWS::S3::Bucket", loaded.evaluation())) == "[]");
}

TEST_CASE("an address in a bucket leads to the only template of that name that takes what is passed") {
    const auto show = [](const char* parameters, const char* more) {
        test::Loaded loaded(test::Files{
            {"main.yaml",
             std::string("Resources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n"
                         "      TemplateURL: !Sub 'https://${B}.s3.amazonaws.com/x/net.yaml'\n      Parameters: {") +
                 parameters + "}\n"},
            {"net.yaml",
             std::string("Parameters: {Days: {Type: Number}") + more +
                 "}\nResources: {G: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !Ref Days}}}"}});
        return test::show(loaded.property("G", "RetentionInDays"));
    };
    CHECK(show("Days: 3", "") == "3");
    CHECK(show("Days: 3, Other: 1", "") == "unknown(parameter Days)");
    CHECK(show("Days: 3", ", Needed: {Type: String}") == "unknown(parameter Days)");
}

TEST_CASE("stacks that nest each other end") {
    test::Loaded loaded(test::Files{
        {"a.yaml",
         "Parameters: {P: {Type: String}}\nResources:\n"
         "  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: b.yaml, Parameters: {P: !Ref P}}}\n"
         "  A: {Type: AWS::S3::Bucket, Properties: {V: !GetAtt S.Outputs.O, W: !Ref P}}\n"
         "Outputs: {O: {Value: !GetAtt S.Outputs.O}}"},
        {"b.yaml",
         "Parameters: {P: {Type: String}}\nResources:\n"
         "  T: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a.yaml, Parameters: {P: !Ref P}}}\n"
         "  B: {Type: AWS::S3::Bucket}\n"
         "Outputs: {O: {Value: !GetAtt T.Outputs.O}}"}});
    CHECK(test::show(loaded.property("A", "V")) == "unknown(limit depth of nesting)");
    CHECK(test::show(loaded.property("A", "W")) == "unknown(limit depth of nesting)");
    CHECK_FALSE(refers_to(loaded.resource("A"), loaded.resource("B")));
}

}  // namespace csr::model::cloudformation
