#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/assignment.hpp"
#include "model/cloudformation/arn_targets.hpp"
#include "model/cloudformation/assembly.hpp"
#include "model/cloudformation/template.hpp"

namespace csr::model::cloudformation {

/// An output that other stacks can import.
struct Export {
    std::string_view name;  ///< under the parameters' defaults
    const Template* owner = nullptr;
    const Output* output = nullptr;
};

/// The templates judged together: one CDK assembly, or the hand-written templates of one directory. Templates of one
/// deployment are taken to be deployed with agreeing parameters: an import whose name hangs on parameters is linked by
/// the names that the defaults give.
class Deployment {
  public:
    /// `assembly` may be null. `first_variable`: see next_variable.
    Deployment(std::vector<std::unique_ptr<Template>> templates, std::unique_ptr<Assembly> assembly,
               std::uint32_t first_variable = 0);
    Deployment(const Deployment&) = delete;
    Deployment& operator=(const Deployment&) = delete;
    ~Deployment();

    [[nodiscard]] const std::vector<std::unique_ptr<Template>>& templates() const { return templates_; }
    [[nodiscard]] const Assembly* assembly() const { return assembly_.get(); }
    /// The template made from `tree`; null when it is none of these.
    [[nodiscard]] const Template* template_of(const syntax::Tree* tree) const;
    /// In the order of the templates and of their documents; every resource for the type "*".
    [[nodiscard]] std::span<const Resource* const> resources(std::string_view type) const;
    /// The resources that mention `to`, themselves or through the exports they import, or that name it in an ARN, in
    /// the order of resources("*").
    [[nodiscard]] std::span<const Resource* const> referrers(const Resource& to) const;
    /// The resources that `from` mentions, itself or through the exports it imports and the stacks around it; once
    /// each, in the order in which it mentions them, behind them those that it names in ARNs.
    [[nodiscard]] std::span<const Resource* const> mentioned(const Resource& from) const;
    /// The resources whose ARNs are written out in a node of one of the templates.
    [[nodiscard]] std::vector<const Resource*> named_in(const Template& owner, syntax::NodeRef node) const;
    /// What an import links to, by the node of its argument; null when no stack here exports it.
    [[nodiscard]] const Export* linked_export(const Template& importer, std::uint32_t argument) const;
    /// By name.
    [[nodiscard]] const std::vector<Export>& exports() const { return exports_; }
    /// The template that a resource deploys as a nested stack; null when it is none of these.
    [[nodiscard]] const Template* nested(const Resource& resource) const;
    /// See Template::describe.
    [[nodiscard]] std::optional<base::Text> describe(const Variable& variable, std::uint32_t choice) const;
    /// The first variable id that this deployment does not use: where the next one starts.
    [[nodiscard]] std::uint32_t next_variable() const { return next_variable_; }

  private:
    void index_exports(const Assignment& defaults);
    void link_imports(const Assignment& defaults);
    void index_resources();
    void index_referrers() const;
    void add_reference(const Resource& from, const Template& owner, std::string_view id) const;
    [[nodiscard]] const ArnTargets& arn_targets() const;

    std::vector<std::unique_ptr<Template>> templates_;
    std::unique_ptr<Assembly> assembly_;
    base::Arena arena_;
    std::vector<Export> exports_;  // by name
    std::map<std::pair<const Template*, std::uint32_t>, const Export*> links_;
    std::map<const Resource*, const Template*> nested_;
    std::map<const syntax::Tree*, const Template*> by_tree_;
    std::vector<const Resource*> resources_;
    std::vector<const Resource*> by_type_;
    /// By the owner and the logical id of what is mentioned; made when it is first asked for.
    mutable std::map<std::pair<const Template*, std::string_view>, std::vector<const Resource*>> referrers_;
    mutable std::map<const Resource*, std::vector<const Resource*>> mentioned_;
    mutable std::once_flag referrers_indexed_;
    mutable std::optional<ArnTargets> arn_targets_;  ///< made when it is first asked for
    mutable std::once_flag arn_targets_indexed_;
    std::uint32_t next_variable_;
};

}  // namespace csr::model::cloudformation
