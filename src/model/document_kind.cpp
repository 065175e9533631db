#include <algorithm>
#include <array>

#include "base/lower_case.hpp"
#include "model/cloudformation/recognition.hpp"
#include "model/document.hpp"
#include "source/path.hpp"

namespace csr::model {

namespace {

constexpr std::array<std::string_view, 16> kind_names = {
    "template",   "assembly",          "assembly-data", "workflow", "action", "dependabot",
    "pre-commit", "production-config", "parameters",    "markdown", "script", "environment-file",
    "terraform",  "npm-package",       "cdk-config",    "other"};

// Files that tools write in great length and that are never one of ours.
constexpr std::array<std::string_view, 8> never_ours = {"package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml",
                                                        "pnpm-lock.yml",     "composer.lock",       "yarn.lock",
                                                        "tsconfig.json",     ".eslintrc.json"};

constexpr std::size_t cheap_size = 64 * 1024;

// A large file that holds none of these is no template, manifest, list of parameters, workflow or action.
constexpr std::array<std::string_view, 6> telling_words = {"Resources",    "artifacts", "ParameterKey",
                                                           "\"Parameters", "jobs",      "runs"};

constexpr std::array<std::string_view, 9> config_sections = {
    "vpc", "network", "database", "lambda", "monitoring", "frontend", "secretsManager", "secrets", "cognito"};

bool is_yaml_name(std::string_view path) {
    const std::string ending = base::lower_case(source::extension(path));
    return ending == ".yml" || ending == ".yaml";
}

bool is_workflow_path(std::string_view path) {
    const std::string_view directory = source::parent_path(path);
    return is_yaml_name(path) && (directory == ".github/workflows" || directory.ends_with("/.github/workflows"));
}

bool is_action(std::string_view path, syntax::NodeRef root) {
    const std::string_view name = source::file_name(path);
    return (name == "action.yml" || name == "action.yaml") && root.find("runs").valid();
}

bool is_dependabot(std::string_view path, syntax::NodeRef root, bool named) {
    const std::string_view name = source::file_name(path);
    const std::string_view directory = source::parent_path(path);
    const bool placed = named || directory == ".github" || directory.ends_with("/.github");
    return placed && (name == "dependabot.yml" || name == "dependabot.yaml") && root.find("updates").valid();
}

bool is_pre_commit(std::string_view path, syntax::NodeRef root) {
    const std::string_view name = source::file_name(path);
    return (name == ".pre-commit-config.yaml" || name == ".pre-commit-config.yml") && root.find("repos").valid();
}

bool is_production_config(std::string_view path, syntax::NodeRef root) {
    const std::string name = base::lower_case(source::file_name(path));
    if (name == "production.json") return true;
    const auto sections = std::count_if(config_sections.begin(), config_sections.end(), [&](std::string_view key) {
        const syntax::NodeRef section = root.find(key);
        return section.valid() && section.is_mapping();
    });
    if (name.starts_with("production") && name.ends_with(".json")) return sections >= 1;
    const syntax::NodeRef environment = root.find("environment");
    if (!environment || !environment.is_string()) return false;
    return sections >= 2 && (environment.text() == "production" || environment.text() == "prod");
}

/// Scalars, or lists for the types that take several values.
bool holds_parameter_values(syntax::NodeRef mapping) {
    for (const syntax::NodeRef::Pair pair : mapping.pairs()) {
        const bool tags = pair.key.is_scalar() && pair.key.text() == "Tags";
        if (pair.value.is_mapping() && !tags) return false;
    }
    return true;
}

bool is_parameter_list(syntax::NodeRef root) {
    const syntax::NodeRef first = root.at(0);
    return first.valid() && first.is_mapping() && first.find("ParameterKey").valid();
}

bool is_parameter_map(std::string_view path, syntax::NodeRef root) {
    if (root.size() == 0) return false;
    const syntax::NodeRef parameters = root.find("Parameters");
    if (parameters.valid() && parameters.is_mapping() && holds_parameter_values(parameters)) return true;
    const bool named = base::lower_case(source::file_name(path)).find("param") != std::string::npos ||
                       base::lower_case(source::file_name(source::parent_path(path))).starts_with("param");
    return named && holds_parameter_values(root);
}

DocumentKind classify_mapping(std::string_view path, const syntax::Tree& tree, bool named) {
    const syntax::NodeRef root = tree.root();
    const std::string_view name = source::file_name(path);
    if (name == "package.json") return DocumentKind::npm_package;
    if (name == "cdk.json") return DocumentKind::cdk_config;
    if (cloudformation::looks_like_template(tree)) return DocumentKind::cloudformation_template;
    if (cloudformation::looks_like_manifest(tree)) return DocumentKind::assembly_manifest;
    if (is_action(path, root)) return DocumentKind::action;
    if (is_dependabot(path, root, named)) return DocumentKind::dependabot;
    if (is_pre_commit(path, root)) return DocumentKind::pre_commit;
    if (is_production_config(path, root)) return DocumentKind::production_config;
    if (is_parameter_map(path, root)) return DocumentKind::parameters;
    if (named && is_yaml_name(path) && (root.find("jobs").valid() || root.find("on").valid()))
        return DocumentKind::workflow;
    if (named && root.find("jobs").valid() && root.find("on").valid()) return DocumentKind::workflow;
    return DocumentKind::other;
}

}  // namespace

std::string_view name_of(DocumentKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

PathHint hint_of(std::string_view path) {
    const std::string_view name = source::file_name(path);
    if (std::find(never_ours.begin(), never_ours.end(), name) != never_ours.end()) return PathHint::irrelevant;
    const std::string ending = base::lower_case(source::extension(path));
    if (ending == ".json") return PathHint::json;
    if (ending == ".md") return PathHint::markdown;
    if (source::is_environment_file(name)) return PathHint::environment_file;
    if (ending == ".sh" || ending == ".bash") return PathHint::script;
    if (ending == ".tf") return PathHint::terraform;
    return PathHint::yaml;
}

bool may_matter(std::string_view path, std::string_view bytes) {
    if (bytes.size() <= cheap_size || is_workflow_path(path)) return true;
    return std::any_of(telling_words.begin(), telling_words.end(),
                       [&](std::string_view word) { return bytes.find(word) != std::string_view::npos; });
}

bool seems_to_matter(std::string_view path, std::string_view bytes) {
    const std::string_view name = source::file_name(path);
    if (is_workflow_path(path) || name == "production.json" || name == "cdk.json") return true;
    return bytes.find("AWSTemplateFormatVersion") != std::string_view::npos ||
           (bytes.find("Resources") != std::string_view::npos && bytes.find("AWS::") != std::string_view::npos);
}

DocumentKind classify(std::string_view path, const syntax::Tree& tree, bool named) {
    if (is_workflow_path(path)) return DocumentKind::workflow;
    const syntax::NodeRef root = tree.root();
    if (!root) return DocumentKind::other;
    if (root.is_mapping()) return classify_mapping(path, tree, named);
    if (root.is_sequence() && is_parameter_list(root)) return DocumentKind::parameters;
    return DocumentKind::other;
}

}  // namespace csr::model
