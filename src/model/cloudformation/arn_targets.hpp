#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/cloudformation/template.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// The resources of a deployment by the names that ARNs call them by, so that an ARN written as text (a literal, Sub or
/// Join) leads to its resource. A name that only the deployment knows is compared by how it is written, within its own
/// template; region and account of the ARN are compared with those of the resource's stack where both are known.
class ArnTargets {
  public:
    explicit ArnTargets(const std::vector<std::unique_ptr<Template>>& templates);

    /// The resources whose ARNs stand in the texts of a node, once each, in the order of the texts. `resource` is the
    /// one that holds the node; null outside of resources.
    [[nodiscard]] std::vector<const Resource*> in_node(const Template& owner, const Resource* resource,
                                                       syntax::NodeRef node) const;

  private:
    void add_text(const Template& owner, std::string_view text, std::vector<const Resource*>& found) const;

    std::map<std::pair<std::string_view, std::string>, std::vector<const Resource*>> by_name_;  // by type and name
};

}  // namespace csr::model::cloudformation
