#include "model/cloudformation/physical_name.hpp"

#include <algorithm>
#include <array>

namespace csr::model::cloudformation {

namespace {

struct NameProperty {
    std::string_view type;
    std::string_view property;
};

/// Resource types for which Ref gives the value of a property.
constexpr std::array name_properties{
    NameProperty{"AWS::ApiGateway::Stage", "StageName"},
    NameProperty{"AWS::CloudTrail::Trail", "TrailName"},
    NameProperty{"AWS::CloudWatch::Alarm", "AlarmName"},
    NameProperty{"AWS::DynamoDB::Table", "TableName"},
    NameProperty{"AWS::ECR::Repository", "RepositoryName"},
    NameProperty{"AWS::ECS::Cluster", "ClusterName"},
    NameProperty{"AWS::Events::EventBus", "Name"},
    NameProperty{"AWS::IAM::Group", "GroupName"},
    NameProperty{"AWS::IAM::InstanceProfile", "InstanceProfileName"},
    NameProperty{"AWS::IAM::Role", "RoleName"},
    NameProperty{"AWS::IAM::User", "UserName"},
    NameProperty{"AWS::KMS::Alias", "AliasName"},
    NameProperty{"AWS::Kinesis::Stream", "Name"},
    NameProperty{"AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamName"},
    NameProperty{"AWS::Lambda::Function", "FunctionName"},
    NameProperty{"AWS::Logs::LogGroup", "LogGroupName"},
    NameProperty{"AWS::RDS::DBCluster", "DBClusterIdentifier"},
    NameProperty{"AWS::RDS::DBInstance", "DBInstanceIdentifier"},
    NameProperty{"AWS::RDS::DBSubnetGroup", "DBSubnetGroupName"},
    NameProperty{"AWS::S3::Bucket", "BucketName"},
    NameProperty{"AWS::SSM::Parameter", "Name"},
    NameProperty{"AWS::Serverless::Function", "FunctionName"},
};

}  // namespace

std::optional<Value> physical_name(const Scope& scope, const Resource& resource) {
    const auto* const known = std::ranges::find(name_properties, resource.type, &NameProperty::type);
    if (known == name_properties.end() || !resource.properties) return std::nullopt;
    const syntax::NodeRef written = resource.properties.find(known->property);
    if (!written) return std::nullopt;
    Scope inner = scope_of(resource, *scope.session);
    inner.depth = scope.depth + 1;
    const std::optional<Value> name = resolve(inner, written, &string_type);
    if (!name || !(name->is(Kind::string) || name->is(Kind::unknown))) return std::nullopt;
    return name;
}

}  // namespace csr::model::cloudformation
