#pragma once

#include "model/cloudformation/validation/findings.hpp"
#include "model/cloudformation/validation/names.hpp"

// Internal to model/cloudformation.

namespace csr::model::cloudformation {

/// Whether a resource type may have properties beside those that the registry lists.
[[nodiscard]] bool has_free_properties(std::string_view type);

/// Compares a resource's properties with what the CloudFormation registry defines.
class PropertyCheck {
  public:
    PropertyCheck(const TemplateNames& names, const Resource& resource, Findings& findings)
        : names_(names), resource_(resource), findings_(findings) {}
    void run();

  private:
    void value(syntax::NodeRef node, const Type* type, std::string_view name, std::uint32_t depth);
    void call_value(syntax::NodeRef node, const Type& type, std::string_view name, std::uint32_t depth);
    void object(syntax::NodeRef node, const ObjectType& type, std::uint32_t depth);
    /// Whether an object at that depth may have properties that the registry does not list: what it says of the
    /// serverless types is not complete.
    [[nodiscard]] bool takes_more(std::uint32_t depth) const {
        return has_free_properties(resource_.type) && (depth == 0 || resource_.type.starts_with("AWS::Serverless::"));
    }
    void required(syntax::NodeRef node, const ObjectType& type);
    void list(syntax::NodeRef node, const Type& type, std::string_view name, std::uint32_t depth);
    void scalar(syntax::NodeRef node, const Type& type, std::string_view name);
    void allowed(syntax::NodeRef node, const Type& type, std::string_view name);
    void parameter(syntax::NodeRef node, std::string_view parameter, const Type& type, std::string_view name);
    void loose_parameter(syntax::NodeRef kind, std::string_view parameter, std::string_view name);
    void alternatives(syntax::NodeRef node, const Type& type, std::string_view name, std::uint32_t depth);
    void wrong_type(syntax::NodeRef node, const Type& type, std::string_view name);
    void written_otherwise(syntax::NodeRef node, const Type& type, std::string_view name);
    /// Counts a step; false when there have been too many (aliases multiply).
    [[nodiscard]] bool step() { return ++steps_ < most_steps; }

    static constexpr std::uint32_t most_steps = 200'000;
    static constexpr std::uint32_t most_depth = 128;

    const TemplateNames& names_;
    const Resource& resource_;
    Findings& findings_;
    std::uint32_t steps_ = 0;
};

/// Whether a text is a value of a scalar type as CloudFormation converts it; true for any other type.
[[nodiscard]] bool fits_scalar(std::string_view text, const Type& type);

}  // namespace csr::model::cloudformation
