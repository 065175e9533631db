#include "model/cloudformation/construct_property.hpp"

#include <cctype>

namespace csr::model::cloudformation {

namespace {

struct Alias {
    std::string_view type;
    std::string_view property;
    std::string_view name;
};

/// Where the constructs of aws-cdk-lib 2 call a property otherwise than CloudFormation does (its API reference).
constexpr Alias aliases[] = {
    {"AWS::Logs::LogGroup", "RetentionInDays", "retention"},
    {"AWS::Logs::LogGroup", "RetentionInDays", "logRetention"},
    {"AWS::Logs::LogGroup", "KmsKeyId", "encryptionKey"},
    {"AWS::Logs::LogGroup", "RetentionInDays", "cloudWatchLogsRetention"},
    {"Custom::LogRetention", "", "logRetention"},
    {"Custom::LogRetention", "", "cloudWatchLogsRetention"},
    {"Custom::LogRetention", "RetentionInDays", "logRetention"},
    {"Custom::LogRetention", "RetentionInDays", "cloudWatchLogsRetention"},
    {"AWS::EC2::SecurityGroup", "SecurityGroupEgress", "allowAllOutbound"},
    {"AWS::RDS::DBCluster", "BackupRetentionPeriod", "backup/retention"},
    {"AWS::RDS::DBCluster", "BackupRetentionPeriod", "backup"},
    {"AWS::RDS::DBCluster", "PreferredBackupWindow", "backup/preferredWindow"},
    {"AWS::RDS::DBCluster", "PreferredBackupWindow", "backup"},
    {"AWS::RDS::DBCluster", "KmsKeyId", "storageEncryptionKey"},
    {"AWS::RDS::DBCluster", "ServerlessV2ScalingConfiguration/MinCapacity", "serverlessV2MinCapacity"},
    {"AWS::RDS::DBCluster", "ServerlessV2ScalingConfiguration/MaxCapacity", "serverlessV2MaxCapacity"},
    {"AWS::RDS::DBInstance", "BackupRetentionPeriod", "backupRetention"},
    {"AWS::RDS::DBInstance", "KmsKeyId", "storageEncryptionKey"},
    {"AWS::RDS::DBInstance", "MultiAZ", "multiAz"},
    {"AWS::Lambda::Function", "TracingConfig", "tracing"},
    {"AWS::Lambda::Function", "VpcConfig", "vpc"},
    {"AWS::S3::Bucket", "BucketEncryption", "encryption"},
    {"AWS::S3::Bucket", "PublicAccessBlockConfiguration", "blockPublicAccess"},
    {"AWS::SecretsManager::Secret", "KmsKeyId", "encryptionKey"},
    {"AWS::CloudTrail::Trail", "EnableLogFileValidation", "enableFileValidation"},
    {"AWS::CloudTrail::Trail", "KMSKeyId", "encryptionKey"},
    {"AWS::CloudTrail::Trail", "S3BucketName", "bucket"},
    {"AWS::CloudFront::Distribution", "DistributionConfig/DefaultCacheBehavior/CachePolicyId",
     "defaultBehavior/cachePolicy"},
    {"AWS::CloudFront::Distribution", "DistributionConfig/DefaultCacheBehavior/ViewerProtocolPolicy",
     "defaultBehavior/viewerProtocolPolicy"},
    {"AWS::CloudFront::Distribution", "DistributionConfig/DefaultCacheBehavior/ResponseHeadersPolicyId",
     "defaultBehavior/responseHeadersPolicy"},
    {"AWS::CloudFront::Distribution", "DistributionConfig/DefaultCacheBehavior", "defaultBehavior"},
    {"AWS::CloudFront::Distribution", "DistributionConfig/CacheBehaviors", "additionalBehaviors"},
    {"AWS::CloudFront::Distribution", "DistributionConfig/ViewerCertificate", "certificate"},
    {"AWS::CloudFront::Distribution", "DistributionConfig/ViewerCertificate/MinimumProtocolVersion",
     "minimumProtocolVersion"},
    {"AWS::CloudFront::Distribution", "DistributionConfig/CustomErrorResponses", "errorResponses"},
    {"AWS::CloudFront::Distribution", "DistributionConfig/PriceClass", "priceClass"},
    {"AWS::ApiGateway::Stage", "TracingEnabled", "deployOptions/tracingEnabled"},
    {"AWS::ApiGateway::Stage", "TracingEnabled", "deployOptions"},
    {"AWS::ApiGateway::Stage", "AccessLogSetting", "deployOptions/accessLogDestination"},
    {"AWS::ApiGateway::Stage", "AccessLogSetting", "deployOptions"},
    {"AWS::SNS::Topic", "KmsMasterKeyId", "masterKey"},
    {"AWS::EC2::VPC", "CidrBlock", "ipAddresses"},
    {"AWS::EC2::VPC", "CidrBlock", "cidr"},
    {"AWS::EC2::NatGateway", "", "natGateways"},
    {"AWS::EC2::Subnet", "CidrBlock", "subnetConfiguration"},
};

/// "StorageEncrypted" -> "storageEncrypted", "KMSKeyId" -> "kmsKeyId": CDK's rule for the level 1 constructs.
std::string camel_case(std::string_view name) {
    std::string result(name);
    const auto upper = [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; };
    for (std::size_t i = 0; i < result.size() && upper(result[i]); ++i) {
        // The last capital of a leading run begins the next word.
        if (i > 0 && i + 1 < result.size() && !upper(result[i + 1])) break;
        result[i] = static_cast<char>(result[i] - 'A' + 'a');
    }
    return result;
}

std::string camel_case_path(std::string_view path) {
    std::string result;
    while (true) {
        const std::size_t slash = path.find('/');
        result += camel_case(path.substr(0, slash));
        if (slash == std::string_view::npos) return result;
        result += '/';
        path.remove_prefix(slash + 1);
    }
}

}  // namespace

std::vector<std::string> construct_property_names(std::string_view resource_type, std::string_view property, bool own) {
    std::vector<std::string> names;
    // The deepest part that a construct names wins: "A/B/C", then "A/B", then "A".
    for (std::string_view path = property;; path = path.substr(0, path.rfind('/'))) {
        for (const Alias& alias : aliases) {
            if (alias.type == resource_type && alias.property == path) names.emplace_back(alias.name);
        }
        if (own && !path.empty()) names.push_back(camel_case_path(path));
        if (path.find('/') == std::string_view::npos) return names;
    }
}

}  // namespace csr::model::cloudformation
