#include "model/workflow/working_folders.hpp"

#include <algorithm>
#include <array>

#include "source/path.hpp"

namespace csr::model {

namespace {

constexpr std::size_t most_folders = 12;

}  // namespace

std::string path_below(const std::string& folder, std::string_view path) {
    // One level above an imagined root shows whether the path leaves it.
    constexpr std::string_view root = "/r";
    const std::string base = source::absolute_path(folder, root);
    const std::string whole = source::absolute_path(path, base);
    if (!source::is_within(whole, root)) return "..";
    const std::string_view relative = source::relative_path(whole, root);
    return relative == "." ? std::string() : std::string(relative);
}

WorkingFolders::WorkingFolders(const Step& step) {
    syntax::NodeRef said = step.working_directory;
    if (!said && step.job != nullptr) said = default_of_run(*step.job, "working-directory");
    open_ = step.job == nullptr || (said && (!said.is_scalar() || has_expression(said.text())));
    if (open_) return;
    const std::string folder = said ? path_below("", said.text()) : std::string();
    open_ = folder.starts_with("..") || (said && said.text().starts_with('/'));
    if (!open_) folders_.push_back(folder);
}

void WorkingFolders::pass(const StepCommand& command) {
    const std::string& name = command.words.front();
    if (name == "popd" || (name == "cd" && command.words.size() == 1)) open_ = true;
    if ((name != "cd" && name != "pushd") || command.words.size() < 2) return;
    const std::string& target = command.words.back();
    if (command.words.size() > 2 || !command.is_plain(target) || target.starts_with('/') || target == "-" ||
        folders_.size() > most_folders) {
        open_ = true;
        return;
    }
    std::vector<std::string> further;
    for (const std::string& folder : folders_) {
        std::string next = path_below(folder, target);
        const bool known = std::ranges::find(folders_, next) != folders_.end();
        if (!known && !next.starts_with("..")) further.push_back(std::move(next));
    }
    folders_.insert(folders_.begin(), further.begin(), further.end());
}

bool has_checkout(const Step& step) {
    if (step.job == nullptr) return false;
    for (const Step& earlier : step.job->steps) {
        if (earlier.index >= step.index) break;
        if (lower_case(earlier.action()) != "actions/checkout") continue;
        if (!earlier.with || !earlier.with.is_mapping()) return true;
        constexpr std::array<std::string_view, 4> elsewhere{"path", "repository", "ref", "sparse-checkout"};
        const bool own = std::ranges::none_of(
            elsewhere, [&](std::string_view key) { return static_cast<bool>(earlier.with.find(key)); });
        if (own) return true;
    }
    return false;
}

}  // namespace csr::model
