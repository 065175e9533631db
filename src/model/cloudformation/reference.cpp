#include "model/cloudformation/reference.hpp"

#include <algorithm>
#include <set>

#include "base/stable_sort.hpp"
#include "model/cloudformation/intrinsic.hpp"
#include "model/cloudformation/scope.hpp"
#include "model/cloudformation/sub_text.hpp"
#include "model/cloudformation/template_loader.hpp"

namespace csr::model::cloudformation {

std::span<const Reference> ReferenceIndex::from(std::uint32_t from) const {
    const auto range = std::ranges::equal_range(references_, from, {}, &Reference::from);
    return {range.begin(), range.end()};
}

std::span<const Reference> ReferenceIndex::within(std::uint32_t first, std::uint32_t last) const {
    const auto begin = std::ranges::lower_bound(by_node_, first, {}, &Reference::node);
    const auto end = std::ranges::lower_bound(begin, by_node_.end(), last, {}, &Reference::node);
    return {begin, end};
}

void TemplateLoader::index_references() {
    std::uint32_t from = 0;
    for (const Resource& resource : template_.resources_) {
        if (resource.properties) collect_references(from, resource.properties, resource.bindings);
        ++from;
    }
    for (const Output& output : template_.outputs_) {
        if (output.value) collect_references(from, output.value, output.bindings);
        ++from;
    }
    ReferenceIndex& index = template_.references_;
    index.by_node_ = index.references_;
    base::stable_sort(index.by_node_, &Reference::node);
}

void TemplateLoader::collect_references(std::uint32_t from, syntax::NodeRef root, const Binding* bindings) {
    const syntax::Tree& tree = root.tree();
    std::vector<std::uint32_t> pending{root.index()};
    std::set<std::uint32_t> seen;
    while (!pending.empty()) {
        const std::uint32_t first = pending.back();
        pending.pop_back();
        if (!seen.insert(first).second) continue;
        for (std::uint32_t i = first; i < tree.node(first).next; ++i) {
            if (tree.node(i).kind == syntax::NodeKind::alias) {
                pending.push_back(tree.node(i).text_begin);
            } else {
                add_reference(from, {tree, i}, bindings);
            }
        }
    }
}

void TemplateLoader::add_reference(std::uint32_t from, syntax::NodeRef node, const Binding* bindings) {
    const std::optional<Call> call = as_call(node);
    if (!call) return;
    std::vector<Reference>& references = template_.references_.references_;
    const syntax::NodeRef argument = call->argument;
    const auto attribute_of = [](std::string_view text) {
        const std::size_t dot = text.find('.');
        return dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
    };
    const auto substituted = [&](std::string_view text) {
        return substitute_bindings(template_.arena_, bindings, text);
    };
    switch (call->function) {
        case Function::ref:
            if (argument.is_scalar())
                references.push_back({from, node.index(), Reference::Kind::ref, substituted(argument.text()), {}});
            break;
        case Function::get_att: {
            const syntax::NodeRef name = argument.is_sequence() ? argument.at(0) : argument;
            if (!name || !name.is_scalar()) break;
            const std::string_view text = substituted(name.text());
            const syntax::NodeRef second = argument.is_sequence() ? argument.at(1) : syntax::NodeRef();
            const std::string_view attribute =
                second && second.is_scalar() ? substituted(second.text()) : attribute_of(text);
            references.push_back(
                {from, node.index(), Reference::Kind::get_att, text.substr(0, text.find('.')), attribute});
            break;
        }
        case Function::sub:
            add_sub_references(from, node, argument, bindings);
            break;
        case Function::import_value:
            references.push_back({from, argument.index(), Reference::Kind::import_value, {}, {}});
            break;
        default:
            break;
    }
}

void TemplateLoader::add_sub_references(std::uint32_t from, syntax::NodeRef node, syntax::NodeRef argument,
                                        const Binding* bindings) {
    const syntax::NodeRef text = argument.is_sequence() ? argument.at(0) : argument;
    const syntax::NodeRef names = argument.is_sequence() ? argument.at(1) : syntax::NodeRef();
    if (!text || !text.is_scalar()) return;
    SubReader reader(substitute_bindings(template_.arena_, bindings, text.text()));
    while (const std::optional<SubReader::Piece> piece = reader.next()) {
        if (!piece->name || (names && names.find(piece->text))) continue;
        const std::size_t dot = piece->text.find('.');
        const std::string_view attribute =
            dot == std::string_view::npos ? std::string_view() : piece->text.substr(dot + 1);
        template_.references_.references_.push_back(
            {from, node.index(), Reference::Kind::sub, piece->text.substr(0, dot), attribute});
    }
}

}  // namespace csr::model::cloudformation
