#include "model/cloudformation/parameter_values.hpp"

#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

/// A scalar as CloudFormation would get it; a list joined with commas.
std::string text_of(syntax::NodeRef node) {
    if (node.is_scalar()) return std::string(node_text(node));
    std::string joined;
    for (const syntax::NodeRef item : node.items()) {
        if (!joined.empty()) joined += ',';
        if (item.is_scalar()) joined += node_text(item);
    }
    return joined;
}

void read_map(syntax::NodeRef node, ParameterFile& file) {
    for (const syntax::NodeRef::Pair pair : node.pairs()) {
        if (pair.key.is_scalar() && !pair.value.is_mapping() && !pair.value.is_null())
            file.values.insert_or_assign(std::string(pair.key.text()), text_of(pair.value));
    }
}

bool read_item(syntax::NodeRef item, ParameterFile& file) {
    if (item.is_string()) {
        const std::string_view text = item.text();
        const std::size_t equals = text.find('=');
        if (equals == std::string_view::npos || equals == 0) return false;
        file.values.insert_or_assign(std::string(text.substr(0, equals)), std::string(text.substr(equals + 1)));
        return true;
    }
    const syntax::NodeRef key = item.find("ParameterKey");
    if (!key || !key.is_scalar()) return false;
    const syntax::NodeRef value = item.find("ParameterValue");
    if (value && !value.is_mapping() && !value.is_null())
        file.values.insert_or_assign(std::string(key.text()), text_of(value));
    return value.valid() || item.find("UsePreviousValue").valid();
}

}  // namespace

std::optional<ParameterFile> read_parameter_values(syntax::NodeRef root) {
    if (!root) return std::nullopt;
    const syntax::NodeRef inner = root.find("Parameters");
    const syntax::NodeRef node = inner && !inner.is_scalar() ? inner : root;
    if (node.is_scalar()) return std::nullopt;
    ParameterFile file;
    if (node.is_mapping()) read_map(node, file);
    for (const syntax::NodeRef item : node.items()) {
        if (!read_item(item, file)) file.odd.push_back(item);
    }
    return file;
}

}  // namespace csr::model::cloudformation
