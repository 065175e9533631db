#include "model/cloudformation/construct_property.hpp"

#include <catch2/catch.hpp>

using csr::model::cloudformation::construct_property_names;
using Names = std::vector<std::string>;

TEST_CASE("a property is looked for under the names that constructs give it") {
    CHECK(construct_property_names("AWS::Logs::LogGroup", "RetentionInDays") ==
          Names{"retention", "logRetention", "cloudWatchLogsRetention", "retentionInDays"});
    CHECK(construct_property_names("AWS::RDS::DBCluster", "StorageEncrypted") == Names{"storageEncrypted"});
    CHECK(construct_property_names("AWS::RDS::DBCluster", "ServerlessV2ScalingConfiguration/MaxCapacity") ==
          Names{"serverlessV2MaxCapacity", "serverlessV2ScalingConfiguration/maxCapacity",
                "serverlessV2ScalingConfiguration"});
    CHECK(construct_property_names("AWS::CloudTrail::Trail", "KMSKeyId") == Names{"encryptionKey", "kmsKeyId"});
    CHECK(construct_property_names("AWS::EC2::NatGateway", "") == Names{"natGateways"});
    CHECK(construct_property_names("AWS::EC2::VPC", "").empty());
}
