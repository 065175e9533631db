#pragma once

#include <optional>
#include <span>

#include "model/cloudformation/validation/findings.hpp"

namespace csr::model::cloudformation {

/// Everything that CloudFormation would refuse in a template, or that is of no use in it. The template is checked when
/// something is first asked; not to be shared between threads.
class TemplateFindings {
  public:
    explicit TemplateFindings(const Template& owner) : owner_(&owner) {}
    TemplateFindings(const TemplateFindings&) = delete;
    TemplateFindings& operator=(const TemplateFindings&) = delete;

    [[nodiscard]] const Template& owner() const { return *owner_; }
    /// What is wrong with `resource`, or outside of every resource when it is null, by `code` (docs/model.md), in
    /// document order.
    [[nodiscard]] std::span<const Finding> of(const Resource* resource, std::string_view code) const;

  private:
    const Template* owner_;
    mutable std::optional<std::vector<Finding>> findings_;  // by resource, code and place
};

}  // namespace csr::model::cloudformation
