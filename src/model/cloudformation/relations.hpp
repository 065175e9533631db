#pragma once

#include "model/assignment.hpp"
#include "model/cloudformation/deployment.hpp"

namespace csr::model::cloudformation {

/// A logical id of a template that something mentions; not necessarily one of a resource.
struct Mention {
    const Template* owner;
    std::string_view id;
};

/// What the values of a resource mention by Ref, GetAtt and Sub, and what the exports they import mention.
[[nodiscard]] std::vector<Mention> mentions_of(const Resource& resource);
/// Whether a value of `from` mentions `to`: Ref, GetAtt, Sub, an import whose export does, or an ARN written as text.
[[nodiscard]] bool refers_to(const Resource& from, const Resource& to);
/// The resources of the deployment that refer to `to`, as a list of Resource.
[[nodiscard]] Value referrers(const Deployment& deployment, const Resource& to, const Evaluation& evaluation);
/// The resources that `from` refers to, as a list of Resource.
[[nodiscard]] Value referred(const Deployment& deployment, const Resource& from, const Evaluation& evaluation);
/// The resource a value refers to, as an optional Resource; unknown while a condition still chooses.
/// `value` is a property read from a resource of the deployment.
[[nodiscard]] Value target_of(const Deployment& deployment, const Value& value, const Evaluation& evaluation);
/// Whether a condition still has to choose between the values that `value` may be.
[[nodiscard]] bool choice_is_open(const Value& value);
/// The resource that what stands at a place refers to or, where it refers to none, names in an ARN; null when there is
/// none or more than one.
[[nodiscard]] const Resource* target_at(const Deployment& deployment, Place place);
/// Tags as written on the resource, list and map form: map of string to string.
[[nodiscard]] Value tags_of(const Resource& resource, const Evaluation& evaluation);
/// The tags that the resource has once it is deployed: its own, and below them those that CloudFormation passes on from
/// the stack and the stacks around it, for a type that takes tags.
[[nodiscard]] Value deployed_tags(const Resource& resource, const Evaluation& evaluation);
/// Whether CDK made the resource for itself: custom resource providers, log retention, bucket notification and
/// auto-delete handlers, with their roles.
[[nodiscard]] bool generated(const Resource& resource);
/// The log group (AWS::Logs::LogGroup or Custom::LogRetention) that a function, API stage, state machine or trail logs
/// to, as an optional Resource.
[[nodiscard]] Value log_group_of(const Deployment& deployment, const Resource& resource, const Evaluation& evaluation);

}  // namespace csr::model::cloudformation
