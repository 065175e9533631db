#include "cli/parameter_file.hpp"

namespace csr::cli {

namespace {

/// A scalar as CloudFormation would get it; a list joined with commas.
std::string text_of(syntax::NodeRef node) {
    if (node.is_scalar()) return std::string(node.text());
    std::string joined;
    for (const syntax::NodeRef item : node.items()) {
        if (!joined.empty()) joined += ',';
        if (item.is_scalar()) joined += item.text();
    }
    return joined;
}

void read_map(syntax::NodeRef node, ParameterValues& values) {
    for (const syntax::NodeRef::Pair pair : node.pairs()) {
        if (!pair.value.is_mapping()) values.insert_or_assign(std::string(pair.key.text()), text_of(pair.value));
    }
}

void read_list(syntax::NodeRef node, ParameterValues& values, policy::Mistakes& mistakes) {
    for (const syntax::NodeRef item : node.items()) {
        const syntax::NodeRef key = item.find("ParameterKey");
        const syntax::NodeRef value = item.find("ParameterValue");
        if (key.valid() && value.valid() && key.is_scalar())
            values.insert_or_assign(std::string(key.text()), text_of(value));
        else
            mistakes.add(item,
                         {"expected ParameterKey and ParameterValue", "ParameterKey と ParameterValue が必要です"});
    }
}

}  // namespace

void read_parameter_file(std::string path, std::string bytes, ParameterValues& values, policy::Mistakes& mistakes) {
    const source::Source text(std::move(path), std::move(bytes));
    const syntax::Tree tree = text.path().ends_with(".json") ? syntax::parse_json(text) : syntax::parse_yaml(text);
    mistakes.add_syntax(tree);
    const syntax::NodeRef root = tree.root();
    if (!root.valid()) return;
    const syntax::NodeRef inner = root.find("Parameters");
    const syntax::NodeRef node = inner.valid() && !inner.is_scalar() ? inner : root;
    if (node.is_sequence())
        read_list(node, values, mistakes);
    else if (node.is_mapping())
        read_map(node, values);
    else
        mistakes.add(root, {"this is no file of parameter values", "パラメータ値のファイルではありません"},
                     {"write {\"NAME\": \"VALUE\"}", "{\"名前\": \"値\"} の形で書いてください"});
}

}  // namespace csr::cli
