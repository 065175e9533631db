#include <algorithm>

#include "model/cloudformation/assembly.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/nested_paths.hpp"
#include "model/cloudformation/nested_stack.hpp"
#include "model/cloudformation/sub_text.hpp"
#include "source/path.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::uint32_t max_rounds = 16;  ///< stacks inside of stacks

/// The property that says where the template lies.
syntax::NodeRef address_node(std::string_view type, syntax::NodeRef properties) {
    if (!properties) return {};
    return properties.find(type == "AWS::Serverless::Application" ? "Location" : "TemplateURL");
}

/// The literal text at the end of an address, behind the last part that only the deployment knows.
std::string_view literal_end(syntax::NodeRef node) {
    if (!node) return {};
    const std::optional<Call> call = as_call(node);
    if (!call) return node.is_string() ? node.text() : std::string_view();
    const syntax::NodeRef argument = call->argument;
    if (call->function == Function::join) {
        const syntax::NodeRef parts = argument.is_sequence() ? argument.at(1) : syntax::NodeRef();
        return parts && parts.is_sequence() && parts.size() > 0 ? literal_end(parts.at(parts.size() - 1))
                                                                : std::string_view();
    }
    if (call->function != Function::sub) return {};
    const syntax::NodeRef text = argument.is_sequence() ? argument.at(0) : argument;
    if (!text || !text.is_scalar()) return {};
    std::string_view last;
    SubReader reader(text.text());
    while (const std::optional<SubReader::Piece> piece = reader.next()) last = piece->name ? "" : piece->text;
    return last;
}

/// Whether the template takes every parameter that is passed and gets every one it needs.
bool accepts(const Template& nested, const Resource& caller) {
    const syntax::NodeRef given = caller.properties.find("Parameters");
    if (given && !given.is_mapping()) return false;
    if (given) {
        for (const syntax::NodeRef::Pair pair : given.pairs()) {
            if (!pair.key.is_scalar() || nested.parameters().find(pair.key.text()) == nullptr) return false;
        }
    }
    return std::ranges::all_of(nested.parameters().all(), [&caller](const Parameter& parameter) {
        return parameter.pseudo || parameter.default_value || passed_node(caller, parameter.name);
    });
}

}  // namespace

bool makes_nested_stack(std::string_view resource_type) {
    return resource_type == "AWS::CloudFormation::Stack" || resource_type == "AWS::Serverless::Application";
}

std::string local_template_path(std::string_view owner_path, std::string_view type, syntax::NodeRef properties) {
    const syntax::NodeRef node = makes_nested_stack(type) ? address_node(type, properties) : syntax::NodeRef();
    if (!node || !node.is_string() || as_call(node)) return {};
    std::string_view text = node.text();
    if (text.starts_with("file://")) text.remove_prefix(7);
    if (text.empty() || text.starts_with('/') || text.find("://") != std::string_view::npos ||
        text.find('\\') != std::string_view::npos)
        return {};
    const bool absolute = owner_path.starts_with('/');
    const std::string directory = (absolute ? "" : "/") + std::string(source::parent_path(owner_path));
    const std::string path = source::absolute_path(text, directory);
    return absolute ? path : path.substr(1);
}

std::string_view template_file_name(std::string_view type, syntax::NodeRef properties) {
    const std::string_view end = literal_end(address_node(type, properties));
    const std::size_t slash = end.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : end.substr(slash + 1);
}

std::vector<std::string> nested_template_paths(const syntax::Tree& tree) {
    std::vector<std::string> paths;
    const syntax::NodeRef resources = tree.root() ? tree.root().find("Resources") : syntax::NodeRef();
    if (!resources) return paths;
    for (const syntax::NodeRef::Pair pair : resources.pairs()) {
        const syntax::NodeRef type = pair.value.find("Type");
        if (!type || !type.is_string() || !makes_nested_stack(type.text())) continue;
        std::string path = local_template_path(tree.source().path(), type.text(), pair.value.find("Properties"));
        if (!path.empty()) paths.push_back(std::move(path));
    }
    return paths;
}

void NestedStacks::link(const std::vector<Stack>* assembly_stacks) {
    if (assembly_stacks != nullptr) {
        link_stacks(*assembly_stacks);
    } else {
        for (const std::unique_ptr<Template>& owner : templates_) {
            for (const char* const type : {"AWS::CloudFormation::Stack", "AWS::Serverless::Application"}) {
                for (const Resource* const resource : owner->resources_of_type(type)) link_resource(*resource);
            }
        }
    }
    if (links_.empty()) return;
    for (const std::unique_ptr<Template>& owner : templates_) settle(*owner);
    for (std::uint32_t round = 0; round < max_rounds && spread_conditions(); ++round) {
    }
    for (std::uint32_t round = 0; round < max_rounds && widen_domains(); ++round) {
    }
}

Template* NestedStacks::by_path(std::string_view path) const {
    const auto found = std::ranges::find(templates_, path, [](const auto& owner) { return owner->path(); });
    return path.empty() || found == templates_.end() ? nullptr : found->get();
}

/// An address in a bucket leads to the template here that has its file name, when that is the only one and takes what
/// is passed.
Template* NestedStacks::by_address(const Resource& resource) const {
    const std::string_view name = template_file_name(resource.type, resource.properties);
    if (name.empty()) return nullptr;
    Template* found = nullptr;
    for (const std::unique_ptr<Template>& candidate : templates_) {
        if (candidate.get() == resource.owner || source::file_name(candidate->path()) != name) continue;
        if (found != nullptr) return nullptr;
        found = candidate.get();
    }
    return found != nullptr && accepts(*found, resource) ? found : nullptr;
}

void NestedStacks::link_resource(const Resource& resource) {
    if (!resource.properties) return;
    const std::string path = local_template_path(resource.owner->path(), resource.type, resource.properties);
    Template* const nested = path.empty() ? by_address(resource) : by_path(path);
    if (nested != nullptr && nested != resource.owner) add(resource, *nested);
}

void NestedStacks::link_stacks(const std::vector<Stack>& stacks) {
    for (const Stack& stack : stacks) {
        const Template* const owner = by_path(stack.parent_template);
        const Resource* const caller = owner == nullptr ? nullptr : owner->resource(stack.logical_id);
        Template* const nested = by_path(stack.template_path);
        if (caller != nullptr && nested != nullptr && nested != owner && caller->properties) add(*caller, *nested);
    }
}

void NestedStacks::add(const Resource& caller, Template& nested) {
    if (links_.emplace(&caller, &nested).second) nested.callers_.push_back(&caller);
}

/// Of several callers one is chosen in every scenario; and what all of them pass has no default that counts.
void NestedStacks::settle(Template& nested) const {
    const std::vector<const Resource*>& callers = nested.callers_;
    if (callers.empty()) return;
    if (callers.size() > 1) {
        nested.caller_variable_.name = nested.stack();
        nested.caller_variable_.template_path = nested.path();
        nested.caller_variable_.choices = static_cast<std::uint32_t>(callers.size());
    }
    for (Parameter& parameter : nested.parameters_.parameters_) {
        const bool passed = std::ranges::all_of(callers, [&parameter](const Resource* caller) {
            return static_cast<bool>(passed_node(*caller, parameter.name));
        });
        if (!passed || parameter.pseudo) continue;
        parameter.default_value = {};
        parameter.variable.default_choice.reset();
    }
}

bool NestedStacks::spread_conditions() const {
    bool changed = false;
    for (const std::unique_ptr<Template>& owner : templates_) {
        const bool conditional = std::ranges::any_of(owner->callers_, [](const Resource* caller) {
            return !caller->condition.empty() || caller->owner->stack_conditional();
        });
        changed |= conditional && !owner->stack_conditional_;
        owner->stack_conditional_ |= conditional;
    }
    return changed;
}

/// What a nested stack compares a parameter with matters for the parameter of the stack around that is passed for it.
bool NestedStacks::widen_domains() const {
    bool changed = false;
    for (const std::unique_ptr<Template>& owner : templates_) {
        for (const Parameter& inner : owner->parameters().all()) {
            if (!inner.splits() || inner.pseudo) continue;
            for (const Resource* const caller : owner->callers_) {
                const syntax::NodeRef node = passed_node(*caller, inner.name);
                Template* const around = node ? by_path(caller->owner->path()) : nullptr;
                if (around == nullptr) continue;
                const auto outer =
                    std::ranges::find(around->parameters_.parameters_, ref_target(node), &Parameter::name);
                if (outer != around->parameters_.parameters_.end()) changed |= outer->widen(inner, around->path());
            }
        }
    }
    return changed;
}

}  // namespace csr::model::cloudformation
