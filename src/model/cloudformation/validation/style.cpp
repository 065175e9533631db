#include "model/cloudformation/validation/style.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/cloudformation/intrinsic.hpp"

namespace csr::model::cloudformation {

namespace {

/// Properties whose own language has ${...}.
bool has_own_variables(std::string_view type, std::string_view text) {
    return type.starts_with("AWS::Serverless::") || type == "AWS::StepFunctions::StateMachine" ||
           type.starts_with("AWS::IoT") || type.starts_with("AWS::CodeBuild") ||
           type.starts_with("AWS::CodePipeline") || text.find('\n') != std::string_view::npos;
}

/// The first ${Name} of `text` that a Fn::Sub would replace.
std::string_view replaceable(const TemplateNames& names, std::string_view text) {
    for (std::size_t open = text.find("${"); open != std::string_view::npos; open = text.find("${", open + 2)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) return {};
        const std::string_view name = text.substr(open + 2, close - open - 2);
        const std::string_view first = name.substr(0, name.find('.'));
        if (names.is_parameter(first) || names.is_resource(first) || is_pseudo_parameter(first)) return name;
    }
    return {};
}

/// Whether a {{resolve:...}} has a space in it; one that is cut off by another function ends with the text.
bool has_reference_with_space(std::string_view text) {
    constexpr std::string_view opening = "{{resolve:";
    for (std::size_t open = text.find(opening); open != std::string_view::npos; open = text.find(opening, open + 1)) {
        const std::string_view reference = text.substr(open, text.find("}}", open) - open);
        if (reference.find(' ') != std::string_view::npos) return true;
    }
    return false;
}

class TextWalk {
  public:
    TextWalk(const TemplateNames& names, const Resource& resource, Findings& findings)
        : names_(names), resource_(resource), findings_(findings) {}

    void walk(syntax::NodeRef node, bool substituted, std::uint32_t depth) {
        if (depth > most_depth) return;
        const std::optional<Call> call = as_call(node);
        if (call && call->function == Function::transform) return;
        if (call && call->function == Function::sub) substituted = true;
        if (node.is_scalar()) return text(node, substituted);
        for (const syntax::NodeRef item : node.items()) walk(item, substituted, depth + 1);
        for (const syntax::NodeRef::Pair pair : node.pairs()) {
            // The variables of these are their own.
            if (pair.key.text() == "DefinitionBody" || pair.key.text() == "DefinitionString" ||
                pair.key.text() == "Body")
                continue;
            walk(pair.value, substituted, depth + 1);
        }
    }

  private:
    void text(syntax::NodeRef node, bool substituted) {
        if (!node.is_string()) return;
        const std::string_view text = node.text();
        if (!substituted && !names_.opaque() && !has_own_variables(resource_.type, text)) {
            const std::string_view name = replaceable(names_, text);
            if (!name.empty() && !names_.is_loop(name.substr(0, name.find('.'))))
                findings_.add("missing-sub", node, fmt::format("${{{}}} is not replaced without Fn::Sub", name),
                              fmt::format("Fn::Sub がないため ${{{}}} は置き換えられません", name));
        }
        if (has_reference_with_space(text))
            findings_.add("dynamic-reference-space", node, "the dynamic reference has a space in it",
                          "動的参照に空白が入っています");
        if (text.starts_with("arn:aws:") || text.starts_with("arn:aws-cn:") || text.starts_with("arn:aws-us-gov:"))
            findings_.add(
                "fixed-partition", node, "the ARN names a partition; ${AWS::Partition} fits every one",
                "ARN のパーティションが固定されています。${AWS::Partition} ならどのパーティションでも使えます");
    }

    static constexpr std::uint32_t most_depth = 256;

    const TemplateNames& names_;
    const Resource& resource_;
    Findings& findings_;
};

bool is_joinable(syntax::NodeRef item) {
    const std::optional<Call> call = as_call(item);
    if (!call) return item.is_scalar();
    return call->function == Function::ref || call->function == Function::get_att || call->function == Function::sub;
}

}  // namespace

void check_joins(syntax::NodeRef root, Findings& findings) {
    const syntax::Tree& tree = root.tree();
    for (std::uint32_t i = root.index(); i < tree.node(root.index()).next; ++i) {
        const std::optional<Call> call = as_call({tree, i});
        if (!call || call->function != Function::join || call->argument.size() != 2) continue;
        const syntax::NodeRef delimiter = call->argument.at(0);
        const syntax::NodeRef list = call->argument.at(1);
        if (!delimiter.is_scalar() || !delimiter.text().empty() || !list.is_sequence() || as_call(list)) continue;
        bool plain = true;
        for (const syntax::NodeRef item : list.items()) plain = plain && is_joinable(item);
        if (plain)
            findings.add("join-as-sub", call->node, "Fn::Sub says the same more plainly",
                         "Fn::Sub を使うと、より簡潔に書けます");
    }
}

void check_style(const TemplateNames& names, const Resource& resource, Findings& findings) {
    if (resource.owner->options().assembly) return;
    check_joins(resource.node, findings);
    if (resource.properties) TextWalk(names, resource, findings).walk(resource.properties, false, 0);
}

}  // namespace csr::model::cloudformation
