#pragma once

#include "model/cloudformation/validation/mentions.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// What every resource of a template mentions, by Resource::index.
using MentionLists = std::vector<std::vector<ResourceMention>>;

/// Checks DependsOn, cycles, and mentions of resources that a condition leaves away.
class DependencyCheck {
  public:
    DependencyCheck(const TemplateNames& names, const MentionLists& mentions, Findings& findings)
        : names_(names), mentions_(mentions), findings_(findings) {}
    void run();

  private:
    void depends_on(const Resource& resource);
    void depends_on_name(const Resource& resource, syntax::NodeRef name);
    void conditional(const Resource& resource);
    /// Whether `from` may be deployed, under `guards`, without `to`.
    [[nodiscard]] bool may_lack(const Resource& from, const std::vector<Guard>& guards, const Resource& to) const;
    void cycles();
    void report_cycle(std::uint32_t start, std::vector<bool>& left);

    const TemplateNames& names_;
    const MentionLists& mentions_;
    Findings& findings_;
    std::vector<std::vector<std::uint32_t>> edges_;
};

}  // namespace csr::model::cloudformation
