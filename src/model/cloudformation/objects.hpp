#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/cloudformation/scope.hpp"

// Internal to model/cloudformation: the objects that rules see, within one session.

namespace csr::model::cloudformation {

[[nodiscard]] Value properties_in(Session& session, const Resource& resource);
[[nodiscard]] Value resource_in(Session& session, const Resource& resource);
[[nodiscard]] Value template_in(Session& session, const Template& owner);
/// The resource, unknown when its condition is open; nothing when its condition is false.
[[nodiscard]] std::optional<Value> existing_resource(Session& session, const Resource& resource);
/// Those of them that are there or may be, in their order.
[[nodiscard]] std::vector<Value> existing_resources(Session& session, std::span<const Resource* const> resources);
/// An item that stands for the resources of a template that are not listed; nothing when all are.
[[nodiscard]] std::optional<Value> further_resources(base::Arena& arena, const Template& owner);
/// The same for the templates of a deployment, or for `asking` alone when it is not null.
void append_further_resources(base::Arena& arena, const Deployment& deployment, const Template* asking,
                              std::vector<Value>& items);

}  // namespace csr::model::cloudformation
