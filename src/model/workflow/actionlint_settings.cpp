#include "model/workflow/actionlint_settings.hpp"

#include "source/path.hpp"

namespace csr::model {

namespace {

constexpr unsigned most_levels = 8;  // of folders above a workflow
constexpr std::uint64_t largest_settings = 1U << 20U;

/// A pattern of the shell as a regular expression for the whole text, without regard to case.
std::string expression_of(std::string_view pattern) {
    std::string expression = "(?i)^";
    bool in_class = false;
    for (const char letter : pattern) {
        if (in_class || letter == '[') {
            in_class = letter != ']';
            expression += letter;
        } else if (letter == '*') {
            expression += ".*";
        } else if (letter == '?') {
            expression += '.';
        } else {
            constexpr std::string_view special = R"(\.+^$(){}|])";
            if (special.find(letter) != std::string_view::npos) expression += '\\';
            expression += letter;
        }
    }
    if (in_class) return {};
    return expression + "$";
}

}  // namespace

ActionlintSettings ActionlintSettings::read(syntax::NodeRef root) {
    ActionlintSettings settings;
    if (!root || !root.is_mapping()) return settings;
    const syntax::NodeRef runner = root.find("self-hosted-runner");
    const syntax::NodeRef labels = runner && runner.is_mapping() ? runner.find("labels") : syntax::NodeRef();
    if (labels && labels.is_sequence()) {
        for (const syntax::NodeRef label : labels.items()) {
            std::string expression = label.is_scalar() ? expression_of(label.text()) : std::string();
            if (!expression.empty()) settings.label_patterns.push_back(std::move(expression));
        }
    }
    const syntax::NodeRef variables = root.find("config-variables");
    if (variables && variables.is_sequence()) {
        settings.variables.emplace();
        for (const syntax::NodeRef variable : variables.items()) {
            if (variable.is_scalar()) settings.variables->emplace_back(variable.text());
        }
    }
    return settings;
}

const ActionlintSettings* ActionlintSettingsFiles::find(std::string_view path) {
    std::string directory(source::parent_path(source::absolute_path(path, root_)));
    for (unsigned level = 0; level < most_levels; ++level) {
        if (const ActionlintSettings* settings = read(directory)) return settings;
        if (directory.size() <= 1 || directory == root_) break;
        directory = std::string(source::parent_path(directory));
    }
    return nullptr;
}

const ActionlintSettings* ActionlintSettingsFiles::read(const std::string& directory) {
    const auto [place, is_new] = known_.try_emplace(directory);
    if (!is_new) return place->second.get();
    for (const std::string_view name : {".github/actionlint.yaml", ".github/actionlint.yml"}) {
        const std::string location = source::join_path(directory, name);
        base::Result<std::string> bytes = files_.read_file(location, largest_settings);
        if (!bytes) continue;
        const Document document(location, std::move(*bytes), true);
        if (document.tree() == nullptr) continue;
        place->second = std::make_unique<ActionlintSettings>(ActionlintSettings::read(document.root()));
        break;
    }
    return place->second.get();
}

}  // namespace csr::model
