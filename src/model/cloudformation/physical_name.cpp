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

syntax::NodeRef written_name(const Resource& resource) {
    const auto* const known = std::ranges::find(name_properties, resource.type, &NameProperty::type);
    if (known == name_properties.end() || !resource.properties) return {};
    return resource.properties.find(known->property);
}

/// The scope in which the resource's name is written, one step deeper than the one in which it is used.
Scope scope_of_name(const Scope& scope, const Resource& resource) {
    Scope inner = scope_of(resource, *scope.session);
    inner.depth = scope.depth + 1;
    return inner;
}

}  // namespace

std::optional<Value> physical_name(const Scope& scope, const Resource& resource) {
    const syntax::NodeRef written = written_name(resource);
    if (!written) return std::nullopt;
    const std::optional<Value> name = resolve(scope_of_name(scope, resource), written, &string_type);
    if (!name || !(name->is(Kind::string) || name->is(Kind::unknown))) return std::nullopt;
    return name;
}

TextParts physical_name_parts(const Scope& scope, const Resource& resource) {
    TextParts parts;
    if (const syntax::NodeRef written = written_name(resource))
        append_text_parts(scope_of_name(scope, resource), written, parts);
    const bool is_text = std::ranges::all_of(
        parts, [&](const Value& part) { return part.is(Kind::unknown) || scalar_text(scope.arena(), part); });
    return is_text ? parts : TextParts();
}

}  // namespace csr::model::cloudformation
