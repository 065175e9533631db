#include "model/cloudformation/template.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/cloudformation/template_loader.hpp"

namespace csr::model::cloudformation {

namespace {

std::string file_stem(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
    return std::string(path.substr(0, path.rfind('.')));
}

base::Text parameter_choice(const Parameter& parameter, std::uint32_t choice) {
    if (choice < parameter.choices.size())
        return base::verbatim(fmt::format("{} = \"{}\"", parameter.name, parameter.choices[choice]));
    std::string listed;
    for (const std::string_view text : parameter.choices)
        listed += fmt::format("{}\"{}\"", listed.empty() ? "" : ", ", text);
    if (parameter.choices.size() == 1)
        return {fmt::format("{} is not {}", parameter.name, listed),
                fmt::format("{} が {} ではない", parameter.name, listed)};
    return {fmt::format("{} is none of {}", parameter.name, listed),
            fmt::format("{} が {} のいずれでもない", parameter.name, listed)};
}

base::Text atom_choice(const Atom& atom, std::uint32_t choice) {
    const bool holds = choice == 1;
    if (atom.whole)
        return {fmt::format("{} is {}", atom.name, holds ? "true" : "false"),
                fmt::format("{} が{}", atom.name, holds ? "真" : "偽")};
    return {fmt::format("a comparison in {} is {}", atom.name, holds ? "true" : "false"),
            fmt::format("{} の中の比較が{}", atom.name, holds ? "真" : "偽")};
}

base::Text caller_choice(const Resource& caller) {
    return {fmt::format("it is the nested stack {}", caller.id),
            fmt::format("ネストされたスタック {} である", caller.id)};
}

}  // namespace

std::string_view Resource::construct_path() const {
    const syntax::NodeRef metadata = node.find("Metadata");
    if (!metadata) return {};
    const syntax::NodeRef path = metadata.find("aws:cdk:path");
    return path && path.is_string() ? path.text() : std::string_view();
}

bool Parameter::widen(const Parameter& other, std::string_view template_path) {
    const bool text = shape == ParameterShape::text || shape == ParameterShape::number;
    const bool listed = node && node.find("AllowedValues");
    if (known || !text || listed || pseudo) return false;
    const std::size_t before = choices.size();
    for (const std::string_view choice : other.choices) {
        if (std::ranges::find(choices, choice) == choices.end()) choices.push_back(choice);
    }
    if (choices.size() == before) return false;
    open = true;
    variable.name = name;
    variable.template_path = template_path;
    variable.choices = static_cast<std::uint32_t>(choices.size()) + 1U;
    return true;
}

Parameter& ParameterTable::add(std::string_view name) {
    const std::pair entry{name, static_cast<std::uint32_t>(parameters_.size())};
    by_name_.insert(std::ranges::upper_bound(by_name_, entry), entry);
    Parameter& added = parameters_.emplace_back();
    added.name = name;
    return added;
}

const Parameter* ParameterTable::find(std::string_view name) const {
    const auto found = std::ranges::lower_bound(by_name_, name, {}, &std::pair<std::string_view, std::uint32_t>::first);
    return found == by_name_.end() || found->first != name ? nullptr : &parameters_[found->second];
}

Template::Template(const syntax::Tree& tree, TemplateOptions options)
    : tree_(&tree), root_(tree.root()), options_(std::move(options)) {
    stack_ = options_.stack_name ? *options_.stack_name : file_stem(tree.source().path());
}

Template::~Template() = default;

std::unique_ptr<Template> Template::load(const syntax::Tree& tree, TemplateOptions options) {
    std::unique_ptr<Template> made(new Template(tree, std::move(options)));
    TemplateLoader(*made).load();
    made->number_variables(0);
    return made;
}

const Resource* Template::resource(std::string_view id) const {
    const auto found = std::ranges::upper_bound(by_id_, id, {}, &Resource::id);
    if (found == by_id_.begin() || (*std::prev(found))->id != id) return nullptr;
    return *std::prev(found);
}

const Resource* Template::resource_at(std::uint32_t node) const {
    const auto key = [](const Resource* resource) { return resource->key.index(); };
    const auto behind = std::ranges::upper_bound(by_place_, node, {}, key);
    if (behind == by_place_.begin()) return nullptr;
    const Resource* const found = *std::ranges::lower_bound(by_place_, key(*std::prev(behind)), {}, key);
    const std::uint32_t body = found->node.index();
    const bool inside = node == key(found) || (body <= node && node < tree_->node(body).next);
    return inside ? found : nullptr;
}

std::span<const Resource* const> Template::resources_of_type(std::string_view type) const {
    const auto range = std::ranges::equal_range(by_type_, type, {}, &Resource::type);
    return {range.begin(), range.end()};
}

const Output* Template::output(std::string_view id) const {
    const auto found = std::ranges::find(outputs_, id, &Output::id);
    return found == outputs_.end() ? nullptr : &*found;
}

syntax::NodeRef Template::section(std::string_view name) const {
    const syntax::NodeRef found = root_ ? root_.find(name) : syntax::NodeRef();
    return found && found.is_mapping() ? found : syntax::NodeRef();
}

std::optional<base::Text> Template::describe(const Variable& variable, std::uint32_t choice) const {
    if (&variable == &deployment_choice_) {
        const std::string& name = options_.parameter_sets[choice].name;
        return base::Text{fmt::format("with {}", name), fmt::format("{} の値を使う場合", name)};
    }
    for (const Parameter& parameter : parameters_.all()) {
        if (&parameter.variable == &variable) return parameter_choice(parameter, choice);
    }
    for (const Atom& atom : conditions_.atoms()) {
        if (&atom.variable == &variable) return atom_choice(atom, choice);
    }
    if (&caller_variable_ == &variable && choice < callers_.size()) return caller_choice(*callers_[choice]);
    return std::nullopt;
}

std::uint32_t Template::number_variables(std::uint32_t first) {
    if (deployment_choice_.choices > 0) deployment_choice_.id = first++;
    for (Parameter& parameter : parameters_.parameters_) {
        if (parameter.splits()) parameter.variable.id = first++;
    }
    for (Atom& atom : conditions_.atoms_) {
        if (atom.variable.choices > 0) atom.variable.id = first++;
    }
    if (caller_variable_.choices > 0) caller_variable_.id = first++;
    return first;
}

}  // namespace csr::model::cloudformation
