#include "model/cloudformation/deployment.hpp"

#include <algorithm>

#include "base/stable_sort.hpp"
#include "model/cloudformation/default_assignment.hpp"
#include "model/cloudformation/exports.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/nested_stack.hpp"
#include "model/cloudformation/relations.hpp"
#include "model/cloudformation/scope.hpp"
#include "model/cloudformation/symbolic_text.hpp"

namespace csr::model::cloudformation {

namespace {

/// An export's or import's name under the defaults; a part that parameters leave open stands as "${Name}".
std::optional<std::string_view> link_name(base::Arena& arena, const Assignment& defaults, const Template& owner,
                                          syntax::NodeRef name, const Binding* bindings) {
    base::Arena scratch;
    Scope scope = open_scope(owner, Evaluation{scratch, defaults});
    scope.bindings = bindings;
    TextParts parts;
    const std::optional<Call> call = as_call(name);
    if (call && call->function == Function::import_value && call->short_form) {
        parts.push_back(resolve_literal(scope, name, &string_type));  // the argument of !ImportValue is the node itself
    } else {
        append_text_parts(scope, name, parts);
    }
    const auto text = symbolic_text(scratch, parts, [](const Cause& cause) {
        // Every stack has its own name: alike in writing is not alike in value.
        return cause.kind == CauseKind::parameter ||
               (cause.kind == CauseKind::pseudo_parameter && !cause.subject.starts_with("AWS::Stack"));
    });
    return text && !text->empty() ? std::optional(arena.copy(*text)) : std::nullopt;
}

}  // namespace

Deployment::Deployment(std::vector<std::unique_ptr<Template>> templates, std::unique_ptr<Assembly> assembly,
                       std::uint32_t first_variable)
    : templates_(std::move(templates)), assembly_(std::move(assembly)), next_variable_(first_variable) {
    NestedStacks(templates_, nested_).link(assembly_ ? &assembly_->stacks() : nullptr);
    for (const std::unique_ptr<Template>& owner : templates_) next_variable_ = owner->number_variables(next_variable_);
    Assignment defaults;
    for (const std::unique_ptr<Template>& owner : templates_) add_defaults(defaults, *owner);
    index_exports(defaults);
    link_imports(defaults);
    for (const std::unique_ptr<Template>& owner : templates_) owner->deployment_ = this;
    index_resources();
}

Deployment::~Deployment() = default;

void Deployment::index_exports(const Assignment& defaults) {
    for (const std::unique_ptr<Template>& owner : templates_) {
        for (const Output& output : owner->outputs()) {
            if (!output.export_name || !output.value) continue;
            if (const auto name = link_name(arena_, defaults, *owner, output.export_name, output.bindings))
                exports_.push_back({*name, owner.get(), &output});
        }
    }
    base::stable_sort(exports_, &Export::name);
}

void Deployment::link_imports(const Assignment& defaults) {
    for (const std::unique_ptr<Template>& owner : templates_) {
        for (const Reference& reference : owner->references().all()) {
            if (reference.kind != Reference::Kind::import_value) continue;
            const syntax::NodeRef argument(owner->tree(), reference.node);
            const auto name = link_name(arena_, defaults, *owner, argument, nullptr);
            const Export* const found = name ? visible_export(*this, *name, *owner) : nullptr;
            if (found != nullptr) links_[{owner.get(), reference.node}] = found;
        }
    }
}

void Deployment::index_resources() {
    for (const std::unique_ptr<Template>& owner : templates_) {
        by_tree_.emplace(&owner->tree(), owner.get());
        for (const Resource& resource : owner->resources()) resources_.push_back(&resource);
    }
    by_type_ = resources_;
    base::stable_sort(by_type_, &Resource::type);
}

void Deployment::index_referrers() const {
    for (const Resource* const from : resources_) {
        for (const Mention& mention : mentions_of(*from)) add_reference(*from, *mention.owner, mention.id);
        if (!from->node) continue;
        for (const Resource* const to : arn_targets().in_node(*from->owner, from, from->node)) {
            if (to != from) add_reference(*from, *to->owner, to->id);
        }
    }
}

void Deployment::add_reference(const Resource& from, const Template& owner, std::string_view id) const {
    std::vector<const Resource*>& found = referrers_[{&owner, id}];
    if (found.empty() || found.back() != &from) found.push_back(&from);
    const Resource* const to = owner.resource(id);
    std::vector<const Resource*>& targets = mentioned_[&from];
    if (to != nullptr && std::ranges::find(targets, to) == targets.end()) targets.push_back(to);
}

const ArnTargets& Deployment::arn_targets() const {
    std::call_once(arn_targets_indexed_, [this] { arn_targets_.emplace(templates_); });
    return *arn_targets_;
}

std::vector<const Resource*> Deployment::named_in(const Template& owner, syntax::NodeRef node) const {
    return arn_targets().in_node(owner, owner.resource_at(node.index()), node);
}

const Template* Deployment::template_of(const syntax::Tree* tree) const {
    const auto found = by_tree_.find(tree);
    return found == by_tree_.end() ? nullptr : found->second;
}

std::span<const Resource* const> Deployment::resources(std::string_view type) const {
    if (type == "*") return resources_;
    const auto range = std::ranges::equal_range(by_type_, type, {}, &Resource::type);
    return {range.begin(), range.end()};
}

std::span<const Resource* const> Deployment::referrers(const Resource& to) const {
    std::call_once(referrers_indexed_, [this] { index_referrers(); });
    const auto found = referrers_.find({to.owner, to.id});
    if (found == referrers_.end()) return {};
    return found->second;
}

std::span<const Resource* const> Deployment::mentioned(const Resource& from) const {
    std::call_once(referrers_indexed_, [this] { index_referrers(); });
    const auto found = mentioned_.find(&from);
    if (found == mentioned_.end()) return {};
    return found->second;
}

const Template* Deployment::nested(const Resource& resource) const {
    const auto found = nested_.find(&resource);
    return found == nested_.end() ? nullptr : found->second;
}

const Export* Deployment::linked_export(const Template& importer, std::uint32_t argument) const {
    const auto found = links_.find({&importer, argument});
    return found == links_.end() ? nullptr : found->second;
}

std::optional<base::Text> Deployment::describe(const Variable& variable, std::uint32_t choice) const {
    for (const std::unique_ptr<Template>& owner : templates_) {
        if (owner->path() != variable.template_path) continue;
        if (std::optional<base::Text> text = owner->describe(variable, choice)) return text;
    }
    return std::nullopt;
}

}  // namespace csr::model::cloudformation
