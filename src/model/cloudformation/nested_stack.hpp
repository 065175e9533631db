#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/cloudformation/scope.hpp"

// Internal to model/cloudformation: templates that other templates deploy as nested stacks.

namespace csr::model::cloudformation {

struct Stack;

/// Whether the type makes a stack from another template.
[[nodiscard]] bool makes_nested_stack(std::string_view resource_type);
/// Where the resource says its template lies, below the directory of its own template, when that is a local path; empty
/// otherwise.
[[nodiscard]] std::string local_template_path(std::string_view owner_path, std::string_view type,
                                              syntax::NodeRef properties);

/// The file name at the end of the address under which the resource's template is stored; empty when only the
/// deployment knows it.
[[nodiscard]] std::string_view template_file_name(std::string_view type, syntax::NodeRef properties);

/// Finds out which templates of a deployment are nested stacks of which; only while the deployment is made.
class NestedStacks {
  public:
    using Links = std::map<const Resource*, const Template*>;

    NestedStacks(const std::vector<std::unique_ptr<Template>>& templates, Links& links)
        : templates_(templates), links_(links) {}
    /// By what the assembly says; without one by the path or address that resources name.
    void link(const std::vector<Stack>* assembly_stacks);

  private:
    [[nodiscard]] Template* by_path(std::string_view path) const;
    [[nodiscard]] Template* by_address(const Resource& resource) const;
    void link_resource(const Resource& resource);
    void link_stacks(const std::vector<Stack>& stacks);
    void add(const Resource& caller, Template& nested);
    void settle(Template& nested) const;
    [[nodiscard]] bool widen_domains() const;
    [[nodiscard]] bool spread_conditions() const;

    const std::vector<std::unique_ptr<Template>>& templates_;
    Links& links_;
};

/// The template that the resource deploys as a nested stack; null when it is none of the deployment.
[[nodiscard]] const Template* nested_template(const Resource& resource);
/// The output behind "Outputs.NAME" of such a resource; null when there is none.
[[nodiscard]] const Output* output_of_nested(const Resource& resource, std::string_view attribute);
/// What the output comes to in the stack that `resource` makes; nothing for AWS::NoValue.
[[nodiscard]] std::optional<Value> nested_output_value(const Scope& scope, const Resource& resource,
                                                       const Output& output, const Type* type, syntax::NodeRef use);
/// What the stack around gives a parameter, or its default where the stack around leaves it out; nothing when nobody
/// says, so that the parameter is as open as in a stack of its own.
[[nodiscard]] std::optional<Value> passed_value(const Scope& scope, const Parameter& parameter, const Type* type,
                                                Place use);
/// What the resource passes for a parameter of its nested stack; invalid when nothing.
[[nodiscard]] syntax::NodeRef passed_node(const Resource& caller, std::string_view parameter);
/// The parameter that a Ref of `name` finally reads, followed to the stacks around; null when something else is passed.
[[nodiscard]] const Parameter* origin_of(const Scope& scope, std::string_view name);
/// Whether the resource is there: its own condition and those of the stack resources around it.
[[nodiscard]] Value existence(const Scope& scope, const Resource& resource);

}  // namespace csr::model::cloudformation
