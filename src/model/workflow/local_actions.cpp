#include "model/workflow/local_actions.hpp"

#include "source/path.hpp"

namespace csr::model {

namespace {

constexpr unsigned most_levels = 8;  // of folders above a workflow that lies outside .github/workflows
constexpr std::uint64_t largest_metadata = 1U << 20U;

}  // namespace

std::vector<std::string> LocalActions::candidates(std::string_view path, std::string_view uses) const {
    // ./ is what is checked out, $/ the commit of the workflow; both begin at the repository's root.
    if (uses.starts_with("$/")) uses.remove_prefix(2);
    const std::string file = source::absolute_path(path, root_);
    std::string directory(source::parent_path(file));
    constexpr std::string_view workflows = "/.github/workflows";
    if (directory.ends_with(workflows)) {
        directory.resize(directory.size() - workflows.size());
        return {source::absolute_path(uses, directory.empty() ? "/" : directory)};
    }
    std::vector<std::string> found;
    for (unsigned level = 0; level < most_levels && directory.size() > 1; ++level) {
        found.push_back(source::absolute_path(uses, directory));
        directory = std::string(source::parent_path(directory));
    }
    return found;
}

const LocalActions::Found* LocalActions::find(std::string_view path, std::string_view uses) {
    for (const std::string& directory : candidates(path, uses)) {
        if (const Found* found = read(directory)) return found;
    }
    return nullptr;
}

const LocalActions::Found* LocalActions::known(std::string_view path, std::string_view uses) const {
    for (const std::string& directory : candidates(path, uses)) {
        const auto found = known_.find(directory);
        if (found != known_.end() && found->second.metadata) return &found->second;
    }
    return nullptr;
}

const LocalActions::Found* LocalActions::read(const std::string& directory) {
    const auto [place, is_new] = known_.try_emplace(directory);
    Found& found = place->second;
    if (is_new) {
        found.directory = directory;
        for (const std::string_view name : {"action.yml", "action.yaml"}) {
            base::Result<std::string> bytes = files_.read_file(source::join_path(directory, name), largest_metadata);
            if (!bytes) continue;
            found.metadata =
                std::make_unique<const Document>(source::join_path(directory, name), std::move(*bytes), true);
            break;
        }
    }
    return found.metadata ? &found : nullptr;
}

bool LocalActions::exists(const Found& action, const std::string& name) const {
    return !whole_ || files_.status(source::absolute_path(name, action.directory)).has_value();
}

}  // namespace csr::model
