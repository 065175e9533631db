#pragma once

#include <set>
#include <string_view>

#include "model/cloudformation/template.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// The names that a template's functions can mention, and what may be added to them before the deployment.
class TemplateNames {
  public:
    explicit TemplateNames(const Template& owner);

    [[nodiscard]] const Template& owner() const { return *owner_; }
    /// A macro or include may add or change anything.
    [[nodiscard]] bool opaque() const { return opaque_; }
    /// AWS::Serverless-2016-10-31 turns its types into others.
    [[nodiscard]] bool serverless() const { return serverless_; }
    [[nodiscard]] bool language_extensions() const { return language_extensions_; }
    [[nodiscard]] bool is_parameter(std::string_view name) const;
    [[nodiscard]] bool is_resource(std::string_view name) const { return owner_->resource(name) != nullptr; }
    /// A loop variable, or a name made from one.
    [[nodiscard]] bool is_loop(std::string_view name) const;
    /// A resource that does not stand here may come from a macro or from a serverless resource.
    [[nodiscard]] bool may_appear(std::string_view name) const;
    /// Parameters and resources, for guesses.
    [[nodiscard]] std::vector<std::string_view> mentionable() const;

  private:
    void scan_functions();

    const Template* owner_;
    bool opaque_ = false;
    bool serverless_ = false;
    bool language_extensions_ = false;
    std::set<std::string_view> loops_;
};

[[nodiscard]] bool is_pseudo_parameter(std::string_view name);

}  // namespace csr::model::cloudformation
