#include "cli/parameter_file.hpp"

namespace csr::cli {

void read_parameter_file(std::string path, std::string bytes, ParameterValues& values, policy::Mistakes& mistakes) {
    const source::Source text(std::move(path), std::move(bytes));
    const syntax::Tree tree = text.path().ends_with(".json") ? syntax::parse_json(text) : syntax::parse_yaml(text);
    mistakes.add_syntax(tree);
    const syntax::NodeRef root = tree.root();
    if (!root.valid()) return;
    const auto file = model::cloudformation::read_parameter_values(root);
    if (!file) {
        mistakes.add(root, {"this is no file of parameter values", "パラメータ値のファイルではありません"},
                     {"write {\"NAME\": \"VALUE\"}", "{\"名前\": \"値\"} の形で書いてください"});
        return;
    }
    for (const syntax::NodeRef item : file->odd)
        mistakes.add(item, {"expected ParameterKey and ParameterValue", "ParameterKey と ParameterValue が必要です"});
    for (const auto& [name, value] : file->values) values.insert_or_assign(name, value);
}

}  // namespace csr::cli
