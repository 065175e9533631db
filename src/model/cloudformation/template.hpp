#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "model/cloudformation/condition.hpp"
#include "model/cloudformation/parameter.hpp"
#include "model/cloudformation/parameter_values.hpp"
#include "model/cloudformation/reference.hpp"
#include "model/type.hpp"
#include "model/value.hpp"

namespace csr::model::cloudformation {

class Deployment;
class Template;

/// Something odd in a document that does not keep the rest of it from being used.
struct Problem {
    Place place;
    base::Text message;
    base::Text hint = {};  ///< may be empty
};

/// A loop variable of Fn::ForEach and the text it stands for in one round.
struct Binding {
    std::string_view name;
    std::string_view text;
    const Binding* outer = nullptr;
};

/// A resource of a template. Its members are as written; see evaluate.hpp for what they come to.
struct Resource {
    std::string_view id;
    std::string_view type;       ///< empty when the template says none that is a string
    syntax::NodeRef key;         ///< the logical id
    syntax::NodeRef node;        ///< the mapping with Type, Properties ...
    syntax::NodeRef properties;  ///< invalid when absent
    std::string_view condition;  ///< empty when it depends on none
    const Template* owner = nullptr;
    std::uint32_t index = 0;            ///< in Template::resources()
    const Binding* bindings = nullptr;  ///< inside Fn::ForEach

    /// The construct path CDK left in the metadata; empty when there is none.
    [[nodiscard]] std::string_view construct_path() const;
};

/// An entry of Outputs.
struct Output {
    std::string_view id;
    syntax::NodeRef value;        ///< invalid when absent
    syntax::NodeRef export_name;  ///< invalid when it is not exported
    std::string_view condition;
    const Binding* bindings = nullptr;  ///< inside Fn::ForEach
};

/// The parameter values of one of a template's deployments.
struct ParameterSet {
    std::string name;  ///< the file that says them
    ParameterValues values;
};

/// What is known about the deployment of a template beside its text.
struct TemplateOptions {
    std::optional<std::string> stack_name;  ///< AWS::StackName
    std::optional<std::string> region;      ///< AWS::Region; the partition follows from it
    std::optional<std::string> account;     ///< AWS::AccountId
    bool assembly = false;                  ///< synthesized by CDK
    /// Parameter values by name, as text ("true", "a,b").
    ParameterValues parameters;
    /// One for each deployment that files describe; `parameters` counts more.
    std::vector<ParameterSet> parameter_sets;
    std::map<std::string, std::string, std::less<>> tags;  ///< of the stack, which it passes on to its resources
    bool use_defaults = false;                             ///< take a parameter's default as its value
    /// The properties of a resource type; decides the coercions. Null: every value as written.
    const ObjectType* (*schema)(std::string_view resource_type) = nullptr;
};

/// A CloudFormation template over a tree, which outlives it. Tolerant: whatever has an odd shape becomes a Problem and
/// the rest works. Immutable after it has joined a Deployment; safe to read from several threads.
class Template {
  public:
    [[nodiscard]] static std::unique_ptr<Template> load(const syntax::Tree& tree, TemplateOptions options = {});
    Template(const Template&) = delete;
    Template& operator=(const Template&) = delete;
    ~Template();

    [[nodiscard]] const syntax::Tree& tree() const { return *tree_; }
    [[nodiscard]] syntax::NodeRef root() const { return root_; }
    [[nodiscard]] std::string_view path() const { return tree_->source().path(); }
    /// The stack's name or, for a hand-written template, the file's name without extension.
    [[nodiscard]] std::string_view stack() const { return stack_; }
    [[nodiscard]] const TemplateOptions& options() const { return options_; }

    /// In document order; what Fn::ForEach makes stands where the loop stands.
    [[nodiscard]] const std::deque<Resource>& resources() const { return resources_; }
    /// Null when there is none.
    [[nodiscard]] const Resource* resource(std::string_view id) const;
    /// The resource whose logical id or body holds a node of the tree, the first of those that a loop makes; null
    /// outside of resources.
    [[nodiscard]] const Resource* resource_at(std::uint32_t node) const;
    /// In document order.
    [[nodiscard]] std::span<const Resource* const> resources_of_type(std::string_view type) const;
    [[nodiscard]] const std::vector<Output>& outputs() const { return outputs_; }
    [[nodiscard]] const Output* output(std::string_view id) const;
    [[nodiscard]] const std::vector<std::string_view>& transforms() const { return transforms_; }
    [[nodiscard]] const ParameterTable& parameters() const { return parameters_; }
    [[nodiscard]] const ConditionTable& conditions() const { return conditions_; }
    [[nodiscard]] const ReferenceIndex& references() const { return references_; }
    /// Which of several parameter sets a deployment takes; without choices when there are fewer than two.
    [[nodiscard]] const Variable& deployment_choice() const { return deployment_choice_; }
    /// The entries of Rules that the parameters' choices can break.
    [[nodiscard]] const std::vector<syntax::NodeRef>& rules() const { return rules_; }
    /// Why there may be resources that are not listed: a macro, a loop whose items are open. Empty when there are none.
    [[nodiscard]] std::span<const Cause> incomplete() const { return incomplete_; }
    /// The macro of the section Transform that may add to everything; an invalid node when there is none.
    [[nodiscard]] syntax::NodeRef macro() const { return macro_; }
    /// Whether the document has a merge key (`<<`).
    [[nodiscard]] bool merges() const { return merges_; }
    /// A top-level section as written; invalid when absent or no mapping.
    [[nodiscard]] syntax::NodeRef section(std::string_view name) const;
    [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

    /// The templates it is judged together with; null before it has joined one.
    [[nodiscard]] const Deployment* deployment() const { return deployment_; }
    /// The resources that make this template a nested stack, in templates of the same deployment; empty when it is a
    /// stack of its own.
    [[nodiscard]] const std::vector<const Resource*>& callers() const { return callers_; }
    /// Whether a condition of one of the stack resources around decides if this stack is there.
    [[nodiscard]] bool stack_conditional() const { return stack_conditional_; }
    /// Which of several callers a scenario is about; null when there is nothing to choose.
    [[nodiscard]] const Variable* caller_variable() const {
        return caller_variable_.choices > 0 ? &caller_variable_ : nullptr;
    }

    /// What a choice means, for people: `Env = "prod"`, `IsProd is false`. Nothing when the variable is not of this
    /// template.
    [[nodiscard]] std::optional<base::Text> describe(const Variable& variable, std::uint32_t choice) const;
    /// Gives the variables their ids from `first` on; returns the id behind the last. Only while loading.
    std::uint32_t number_variables(std::uint32_t first);

  private:
    friend class Deployment;
    friend class DomainBuilder;
    friend class NestedStacks;
    friend class TemplateLoader;
    Template(const syntax::Tree& tree, TemplateOptions options);

    const syntax::Tree* tree_;
    syntax::NodeRef root_;
    TemplateOptions options_;
    std::string stack_;
    base::Arena arena_;
    std::deque<Resource> resources_;
    std::vector<const Resource*> by_id_;
    std::vector<const Resource*> by_type_;
    std::vector<const Resource*> by_place_;
    std::vector<Output> outputs_;
    std::vector<std::string_view> transforms_;
    ParameterTable parameters_;
    ConditionTable conditions_;
    ReferenceIndex references_;
    std::vector<Problem> problems_;
    Variable deployment_choice_;
    std::vector<syntax::NodeRef> rules_;
    std::vector<Cause> incomplete_;
    syntax::NodeRef macro_;
    bool merges_ = false;
    const Deployment* deployment_ = nullptr;
    std::vector<const Resource*> callers_;
    Variable caller_variable_;
    bool stack_conditional_ = false;
};

}  // namespace csr::model::cloudformation
