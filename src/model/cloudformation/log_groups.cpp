#include <algorithm>
#include <array>
#include <string>

#include "model/cloudformation/collections.hpp"
#include "model/cloudformation/objects.hpp"
#include "model/cloudformation/relations.hpp"
#include "model/cloudformation/symbolic_text.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::array<std::string_view, 2> log_group_types{"AWS::Logs::LogGroup", "Custom::LogRetention"};

bool is_log_group(const Resource& resource) {
    return std::ranges::find(log_group_types, resource.type) != log_group_types.end();
}

/// A text property with its open parts by name: two texts of one template that read alike are alike.
std::optional<std::string_view> named_text(Session& session, const Resource& resource, std::string_view property) {
    const syntax::NodeRef node = resource.properties ? resource.properties.find(property) : syntax::NodeRef();
    if (!node) return std::nullopt;
    TextParts parts;
    append_text_parts(scope_of(resource, session), node, parts);
    return symbolic_text(session.arena(), parts, [](const Cause& cause) {
        return cause.kind != CauseKind::invalid && cause.kind != CauseKind::limit;
    });
}

/// The name of the log group AWS itself makes for a function.
std::string function_log_group(Session& session, const Resource& function) {
    const auto name = named_text(session, function, "FunctionName");
    return name ? "/aws/lambda/" + std::string(*name) : "/aws/lambda/${" + std::string(function.id) + "}";
}

const Resource* log_group_named(const Deployment& deployment, Session& session, const Template& owner,
                                std::string_view name) {
    const bool open = name.find("${") != std::string_view::npos;
    for (const std::string_view type : log_group_types) {
        for (const Resource* const group : open ? owner.resources_of_type(type) : deployment.resources(type)) {
            if (named_text(session, *group, "LogGroupName") == name) return group;
        }
    }
    return nullptr;
}

/// The value at a path of property names, lists taken at their first item; null value when absent.
Value property_at(const Value& properties, std::span<const std::string_view> path) {
    Value value = properties;
    for (const std::string_view name : path) {
        if (value.is(Kind::list)) {
            if (value.as_list().size() == 0) return {};
            value = value.as_list().at(0);
        }
        if (!value.is(Kind::map)) return value.is(Kind::unknown) ? value : Value();
        const std::optional<Value> member = value.as_map().get(Value::string(name));
        if (!member) return {};
        value = *member;
    }
    return value;
}

/// Where a resource type says where it logs to.
struct Destination {
    std::string_view type;
    std::array<std::string_view, 4> path;
};

constexpr std::array destinations{
    Destination{"AWS::Lambda::Function", {"LoggingConfig", "LogGroup"}},
    Destination{"AWS::Serverless::Function", {"LoggingConfig", "LogGroup"}},
    Destination{"AWS::ApiGateway::Stage", {"AccessLogSetting", "DestinationArn"}},
    Destination{"AWS::ApiGatewayV2::Stage", {"AccessLogSettings", "DestinationArn"}},
    Destination{"AWS::Serverless::Api", {"AccessLogSetting", "DestinationArn"}},
    Destination{"AWS::Serverless::HttpApi", {"AccessLogSettings", "DestinationArn"}},
    Destination{"AWS::StepFunctions::StateMachine",
                {"LoggingConfiguration", "Destinations", "CloudWatchLogsLogGroup", "LogGroupArn"}},
    Destination{"AWS::CloudTrail::Trail", {"CloudWatchLogsLogGroupArn"}},
    Destination{"AWS::EC2::FlowLog", {"LogGroupName"}},
    Destination{"AWS::CodeBuild::Project", {"LogsConfig", "CloudWatchLogs", "GroupName"}},
};

Value destination_of(Session& session, const Resource& resource) {
    const auto* const known = std::ranges::find(destinations, resource.type, &Destination::type);
    if (known == destinations.end()) return {};
    const auto last = std::ranges::find(known->path, std::string_view());
    return property_at(properties_in(session, resource), std::span(known->path.begin(), last));
}

/// The log group that a destination names: by reference, or by the name itself.
const Resource* destination_target(const Deployment& deployment, Session& session, const Resource& resource,
                                   const Value& destination) {
    const Resource* const target = target_at(deployment, destination.place());
    if (target != nullptr && is_log_group(*target)) return target;
    if (!destination.is(Kind::string)) return nullptr;
    std::string_view name = destination.text();
    if (const std::size_t at = name.find(":log-group:"); at != std::string_view::npos) {
        name.remove_prefix(at + std::string_view(":log-group:").size());
        if (name.ends_with(":*")) name.remove_suffix(2);
    }
    return log_group_named(deployment, session, *resource.owner, name);
}

bool is_function(const Resource& resource) {
    return resource.type == "AWS::Lambda::Function" || resource.type == "AWS::Serverless::Function";
}

}  // namespace

Value log_group_of(const Deployment& deployment, const Resource& resource, const Evaluation& evaluation) {
    Session& session = *evaluation.arena.create<Session>(evaluation);
    const Place place = place_of(resource.key);
    const Value destination = destination_of(session, resource);
    const Resource* group = nullptr;
    if (!destination.is(Kind::null)) {
        group = destination_target(deployment, session, resource, destination);
        const bool open = destination.is(Kind::unknown) && group == nullptr;
        if (open) return destination;
    } else if (is_function(resource)) {
        group = log_group_named(deployment, session, *resource.owner, function_log_group(session, resource));
    }
    if (group == nullptr) return Value::optional(nullptr, place);
    const std::optional<Value> found = existing_resource(session, *group);
    if (!found) return Value::optional(nullptr, place);
    return found->is(Kind::unknown) ? *found : make_optional(evaluation.arena, *found);
}

}  // namespace csr::model::cloudformation
