#include <catch2/catch.hpp>

#include "model/cloudformation/relations.hpp"
#include "unit/model/cloudformation/support.hpp"

namespace csr::model::cloudformation {

namespace {

const std::vector<std::pair<std::string, std::string>> stacks{{"dir/data.yaml", R"(
Parameters: {Project: {Type: String, Default: shop}, Env: {Type: String}}
Resources:
  Key: {Type: AWS::KMS::Key}
  Db: {Type: AWS::RDS::DBCluster, Properties: {DBClusterIdentifier: main}}
Outputs:
  KeyArn: {Value: !GetAtt Key.Arn, Export: {Name: !Sub '${Project}-${Env}-key'}}
  Days: {Value: 30, Export: {Name: !Sub '${Project}-days'}}
  Cluster: {Value: !Ref Db, Export: {Name: cluster}}
  Own: {Value: x, Export: {Name: !Sub '${AWS::StackName}-own'}}
)"},
                                                              {"dir/app.yaml", R"(
Parameters: {Project: {Type: String, Default: shop}, Env: {Type: String}}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      Key: {'Fn::ImportValue': !Sub '${Project}-${Env}-key'}
      Days: !ImportValue shop-days
      Same: {'Fn::ImportValue': !Sub '${Project}-days'}
      Cluster: !ImportValue cluster
      Own: {'Fn::ImportValue': !Sub '${AWS::StackName}-own'}
      Missing: !ImportValue nowhere
  Other: {Type: AWS::S3::Bucket, Properties: {Direct: !Ref Bucket}}
)"}};

}  // namespace

TEST_CASE("imports give what the other template exports") {
    test::Loaded loaded(stacks);
    CHECK(test::show(loaded.property("Bucket", "Days")) == "30");
    CHECK(test::show(loaded.property("Bucket", "Same")) == "30");
    CHECK(test::show(loaded.property("Bucket", "Cluster")) == "\"main\"");
    CHECK(test::show(loaded.property("Bucket", "Key")) == "unknown(attribute Key.Arn)");
    CHECK(test::show(loaded.property("Bucket", "Missing")) == "unknown(import_value nowhere)");
    CHECK(test::show(loaded.property("Bucket", "Own")) == "unknown(pseudo_parameter AWS::StackName)");
}

TEST_CASE("an imported value stands where it is imported") {
    test::Loaded loaded(stacks);
    const std::optional<Value> days = loaded.property("Bucket", "Days");
    REQUIRE(days);
    CHECK(days->place().tree == &loaded.owner(1).tree());
}

TEST_CASE("references reach through exports") {
    test::Loaded loaded(stacks);
    const Resource& bucket = loaded.resource("Bucket");
    CHECK(refers_to(bucket, loaded.resource("Key")));
    CHECK(refers_to(bucket, loaded.resource("Db")));
    CHECK_FALSE(refers_to(loaded.resource("Other"), loaded.resource("Key")));
    CHECK(refers_to(loaded.resource("Other"), bucket));
    CHECK(test::show(referrers(loaded.deployment(), bucket, loaded.evaluation())) == "[Resource Other]");
    const std::optional<Value> key = loaded.property("Bucket", "Key");
    REQUIRE(key);
    CHECK(test::show(target_of(loaded.deployment(), *key, loaded.evaluation())) == "some Resource Key");
}

TEST_CASE("stacks that import from each other end") {
    test::Loaded loaded(test::Files{{"a.yaml",
                                     "Resources: {A: {Type: 'AWS::S3::Bucket', Properties: {V: !ImportValue b}}}\n"
                                     "Outputs: {O: {Value: !ImportValue b, Export: {Name: a}}}"},
                                    {"b.yaml",
                                     "Resources: {B: {Type: 'AWS::S3::Bucket'}}\n"
                                     "Outputs: {O: {Value: !ImportValue a, Export: {Name: b}}}"}});
    CHECK(test::show(loaded.property("A", "V")) == "unknown(limit depth of nesting)");
    CHECK_FALSE(refers_to(loaded.resource("A"), loaded.resource("B")));
}

TEST_CASE("resources are listed with what is deployed together") {
    test::Loaded loaded(
        test::Files{{"a.yaml",
                     "Parameters: {E: {Type: String}}\nConditions: {P: !Equals [!Ref E, p], N: !Equals [a, b]}\n"
                     "Resources:\n  A: {Type: 'AWS::S3::Bucket'}\n"
                     "  C: {Type: 'AWS::S3::Bucket', Condition: P}\n"
                     "  D: {Type: 'AWS::S3::Bucket', Condition: N}\n"},
                    {"b.yaml", "Resources: {B: {Type: 'AWS::S3::Bucket'}, K: {Type: 'AWS::KMS::Key'}}"}});
    CHECK(test::show(resource_list(loaded.deployment(), "AWS::S3::Bucket", loaded.evaluation())) ==
          "[Resource A, unknown(parameter E chosen), Resource B]");
    loaded.choose("E = \"p\"");
    CHECK(test::show(resource_list(loaded.deployment(), "AWS::S3::Bucket", loaded.evaluation())) ==
          "[Resource A, Resource C, Resource B]");
    CHECK(loaded.deployment().resources("*").size() == 5);
}

}  // namespace csr::model::cloudformation
