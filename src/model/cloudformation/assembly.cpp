#include "model/cloudformation/assembly.hpp"

#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <mutex>
#include <set>

#include "model/cloudformation/construct_traces.hpp"
#include "model/cloudformation/nested_stack.hpp"
#include "model/cloudformation/scope.hpp"

namespace csr::model::cloudformation {

namespace {

constexpr std::uint32_t max_nesting = 16;
constexpr std::size_t max_stacks = 10'000;

std::string_view text_at(syntax::NodeRef node, std::string_view key) {
    const syntax::NodeRef found = node ? node.find(key) : syntax::NodeRef();
    return found && found.is_string() ? found.text() : std::string_view();
}

std::string directory_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return std::string(path.substr(0, slash == std::string_view::npos ? 0 : slash + 1));
}

/// Whether a name from a manifest stays inside of the manifest's directory.
bool stays_inside(std::string_view name) {
    if (name.empty() || name.starts_with('/') || name.find('\\') != std::string_view::npos) return false;
    while (true) {
        const std::size_t slash = name.find('/');
        if (name.substr(0, slash) == "..") return false;
        if (slash == std::string_view::npos) return true;
        name.remove_prefix(slash + 1);
    }
}

/// "aws://ACCOUNT/REGION"; an environment-agnostic stack says unknown-account and unknown-region.
void read_environment(std::string_view environment, Stack& stack) {
    constexpr std::string_view scheme = "aws://";
    if (!environment.starts_with(scheme)) return;
    environment.remove_prefix(scheme.size());
    const std::size_t slash = environment.find('/');
    if (slash == std::string_view::npos) return;
    const std::string_view account = environment.substr(0, slash);
    const std::string_view region = environment.substr(slash + 1);
    if (account != "unknown-account") stack.account = account;
    if (region != "unknown-region") stack.region = region;
}

}  // namespace

/// The metadata of one stack, read when it is first asked for.
struct StackMetadata {
    syntax::NodeRef in_manifest;
    std::string path;  ///< of the metadata file; empty when there is none
    std::once_flag once = {};
    ConstructTraces traces = {};
};

struct Assembly::State {
    Documents documents;
    std::string version;
    std::vector<Stack> stacks;
    std::vector<std::size_t> metadata_of;  ///< of each stack; nested stacks share their parent's
    std::deque<StackMetadata> metadata;
    std::vector<Problem> problems;
    std::set<std::string, std::less<>> seen;                       ///< manifests
    std::vector<std::pair<std::string, std::string>> asset_files;  ///< directory and path

    void problem(syntax::NodeRef node, std::string en, std::string ja) {
        problems.push_back({place_of(node), {std::move(en), std::move(ja)}, {}});
    }
    void read_manifest(const syntax::Tree& manifest, std::uint32_t depth);
    void read_stack(const syntax::NodeRef::Pair& artifact, const std::string& directory);
    void read_metadata(syntax::NodeRef artifact, const std::string& directory);
    void read_nested_assembly(syntax::NodeRef artifact, const std::string& directory, std::uint32_t depth);
    void read_nested_stacks(std::size_t parent, const std::string& directory, std::uint32_t depth);
    [[nodiscard]] std::string_view nested_template_file(syntax::NodeRef resource, const std::string& directory) const;
    [[nodiscard]] const ConstructTraces& traces(const Stack& stack);
};

void Assembly::State::read_manifest(const syntax::Tree& manifest, std::uint32_t depth) {
    const syntax::NodeRef root = manifest.root();
    if (!root || !seen.insert(manifest.source().path()).second) return;
    if (version.empty()) version = text_at(root, "version");
    const syntax::NodeRef artifacts = root.find("artifacts");
    if (!artifacts) return;
    const std::string directory = directory_of(manifest.source().path());
    for (const syntax::NodeRef::Pair pair : artifacts.pairs()) {
        const std::string_view file = text_at(pair.value.find("properties"), "file");
        if (text_at(pair.value, "type") == "cdk:asset-manifest" && stays_inside(file))
            asset_files.emplace_back(directory, directory + std::string(file));
    }
    for (const syntax::NodeRef::Pair pair : artifacts.pairs()) {
        const std::string_view type = text_at(pair.value, "type");
        if (type == "aws:cloudformation:stack" && pair.key.is_scalar()) read_stack(pair, directory);
        if (type == "cdk:cloud-assembly") read_nested_assembly(pair.value, directory, depth);
    }
}

void Assembly::State::read_stack(const syntax::NodeRef::Pair& artifact, const std::string& directory) {
    const syntax::NodeRef properties = artifact.value.find("properties");
    const std::string_view file = text_at(properties, "templateFile");
    if (!stays_inside(file) || stacks.size() >= max_stacks) {
        problem(artifact.key, fmt::format("stack {} has no template file in the assembly", artifact.key.text()),
                fmt::format("スタック {} のテンプレートがアセンブリ内にありません", artifact.key.text()));
        return;
    }
    Stack stack;
    stack.id = artifact.key.text();
    const std::string_view name = text_at(properties, "stackName");
    stack.name = name.empty() ? stack.id : std::string(name);
    const std::string_view shown = text_at(artifact.value, "displayName");
    stack.display_name = shown.empty() ? stack.name : std::string(shown);
    stack.template_path = directory + std::string(file);
    read_environment(text_at(artifact.value, "environment"), stack);
    if (const syntax::NodeRef dependencies = artifact.value.find("dependencies")) {
        for (const syntax::NodeRef item : dependencies.items()) {
            if (item.is_string() && !item.text().ends_with(".assets")) stack.dependencies.emplace_back(item.text());
        }
    }
    if (const syntax::NodeRef tags = properties ? properties.find("tags") : syntax::NodeRef()) {
        for (const syntax::NodeRef::Pair tag : tags.pairs()) {
            if (tag.key.is_scalar() && tag.value.is_scalar())
                stack.tags.insert_or_assign(std::string(tag.key.text()), std::string(tag.value.text()));
        }
    }
    stack.place = place_of(artifact.key);
    stacks.push_back(std::move(stack));
    read_metadata(artifact.value, directory);
    read_nested_stacks(stacks.size() - 1, directory, 0);
}

void Assembly::State::read_metadata(syntax::NodeRef artifact, const std::string& directory) {
    StackMetadata& added = metadata.emplace_back();
    added.in_manifest = artifact.find("metadata");
    const std::string_view file = text_at(artifact, "additionalMetadataFile");
    if (stays_inside(file)) added.path = directory + std::string(file);
    metadata_of.push_back(metadata.size() - 1);
}

void Assembly::State::read_nested_assembly(syntax::NodeRef artifact, const std::string& directory,
                                           std::uint32_t depth) {
    const std::string_view name = text_at(artifact.find("properties"), "directoryName");
    const syntax::Tree* nested = nullptr;
    if (stays_inside(name) && depth < max_nesting)
        nested = documents(fmt::format("{}{}/manifest.json", directory, name));
    if (nested != nullptr) {
        read_manifest(*nested, depth + 1);
    } else {
        problem(artifact, "the nested assembly cannot be read", "入れ子のアセンブリを読み込めません");
    }
}

void Assembly::State::read_nested_stacks(std::size_t parent, const std::string& directory, std::uint32_t depth) {
    const syntax::Tree* const tree = documents(stacks[parent].template_path);
    const syntax::NodeRef root = tree == nullptr ? syntax::NodeRef() : tree->root();
    const syntax::NodeRef resources = root ? root.find("Resources") : syntax::NodeRef();
    if (!resources || depth >= max_nesting) return;
    for (const syntax::NodeRef::Pair pair : resources.pairs()) {
        if (text_at(pair.value, "Type") != "AWS::CloudFormation::Stack" || !pair.key.is_scalar()) continue;
        const std::string_view file = nested_template_file(pair.value, directory);
        if (!stays_inside(file) || stacks.size() >= max_stacks) continue;
        Stack nested = stacks[parent];
        nested.parent = stacks[parent].id;
        nested.parent_template = stacks[parent].template_path;
        nested.logical_id = pair.key.text();
        nested.id = fmt::format("{}/{}", nested.parent, pair.key.text());
        nested.name.clear();  // CloudFormation makes it up
        nested.display_name = fmt::format("{}/{}", stacks[parent].display_name, pair.key.text());
        nested.template_path = directory + std::string(file);
        stacks.push_back(std::move(nested));
        metadata_of.push_back(metadata_of[parent]);
        read_nested_stacks(stacks.size() - 1, directory, depth + 1);
    }
}

/// The metadata says it or, where CDK was told to leave that out, the asset that is stored under the address.
std::string_view Assembly::State::nested_template_file(syntax::NodeRef resource, const std::string& directory) const {
    const std::string_view said = text_at(resource.find("Metadata"), "aws:asset:path");
    if (!said.empty()) return said;
    const std::string_view key = template_file_name("AWS::CloudFormation::Stack", resource.find("Properties"));
    if (key.empty()) return {};
    for (const auto& [asset_directory, path] : asset_files) {
        const syntax::Tree* const tree = asset_directory == directory ? documents(path) : nullptr;
        const syntax::NodeRef files = tree != nullptr && tree->root() ? tree->root().find("files") : syntax::NodeRef();
        if (!files) continue;
        for (const syntax::NodeRef::Pair file : files.pairs()) {
            const syntax::NodeRef destinations = file.value.find("destinations");
            if (!destinations) continue;
            for (const syntax::NodeRef::Pair destination : destinations.pairs()) {
                const std::string_view stored = text_at(destination.value, "objectKey");
                if (stored == key || stored.ends_with("/" + std::string(key)))
                    return text_at(file.value.find("source"), "path");
            }
        }
    }
    return {};
}

const ConstructTraces& Assembly::State::traces(const Stack& stack) {
    StackMetadata& wanted = metadata[metadata_of[static_cast<std::size_t>(&stack - stacks.data())]];
    std::call_once(wanted.once, [this, &wanted] {
        const syntax::Tree* const file = wanted.path.empty() ? nullptr : documents(wanted.path);
        const bool usable = file != nullptr && file->root();
        wanted.traces = ConstructTraces(usable ? file->root() : wanted.in_manifest);
    });
    return wanted.traces;
}

Assembly::Assembly(std::unique_ptr<State> state) : state_(std::move(state)) {}

Assembly::~Assembly() = default;

std::unique_ptr<Assembly> Assembly::read(const syntax::Tree& manifest, Documents documents) {
    auto state = std::make_unique<State>();
    state->documents = std::move(documents);
    state->read_manifest(manifest, 0);
    return std::unique_ptr<Assembly>(new Assembly(std::move(state)));
}

const std::vector<Stack>& Assembly::stacks() const { return state_->stacks; }

const Stack* Assembly::stack_of_template(std::string_view template_path) const {
    const auto found = std::ranges::find(state_->stacks, template_path, &Stack::template_path);
    return found == state_->stacks.end() ? nullptr : &*found;
}

std::string_view Assembly::version() const { return state_->version; }

const ConstructTrace* Assembly::trace(const Stack& stack, std::string_view logical_id) const {
    return state_->traces(stack).of_logical_id(logical_id);
}

std::string_view Assembly::construct_path(const Stack& stack, std::string_view logical_id) const {
    return state_->traces(stack).path_of(logical_id);
}

const ConstructTrace* Assembly::trace_at(const Stack& stack, std::string_view construct_path) const {
    return state_->traces(stack).at_path(construct_path);
}

const std::vector<Problem>& Assembly::problems() const { return state_->problems; }

TemplateOptions Assembly::template_options(const Stack& stack) {
    TemplateOptions options;
    if (!stack.name.empty()) options.stack_name = stack.name;
    options.region = stack.region;
    options.account = stack.account;
    options.assembly = true;
    options.tags = stack.tags;
    return options;
}

}  // namespace csr::model::cloudformation
