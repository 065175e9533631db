#include "model/workflow/called_workflows.hpp"

#include <algorithm>

#include "source/path.hpp"

namespace csr::model {

namespace {

constexpr unsigned most_levels = 8;  // of folders above a workflow that lies outside .github/workflows
constexpr std::size_t most_read = 200;
constexpr std::uint64_t largest_workflow = 1U << 20U;

}  // namespace

void CalledWorkflows::add(Workflow& workflow) {
    by_location_.emplace(source::absolute_path(workflow.document().path(), root_), &workflow);
    introduce(workflow);
}

void CalledWorkflows::introduce(Workflow& workflow) {
    callers_.push_back(&workflow);
    const Workflow* caller = &workflow;
    workflow.set_siblings([this, caller](std::string_view wanted) { return find(*caller, wanted); });
}

std::vector<std::string> CalledWorkflows::candidates(const Workflow& caller, std::string_view wanted) const {
    const std::string& path = caller.document().path();
    // Such a path is complete: it begins where the caller's does.
    if (path.find(".github/") != std::string::npos) return {source::absolute_path(wanted, root_)};
    std::vector<std::string> found{source::absolute_path(wanted, root_)};
    std::string directory(source::parent_path(source::absolute_path(path, root_)));
    for (unsigned level = 0; level < most_levels && directory.size() > 1; ++level) {
        found.push_back(source::absolute_path(wanted, directory));
        directory = std::string(source::parent_path(directory));
    }
    return found;
}

const Workflow* CalledWorkflows::find(const Workflow& caller, std::string_view wanted) const {
    for (const std::string& location : candidates(caller, wanted)) {
        const auto known = by_location_.find(location);
        if (known != by_location_.end() && known->second != nullptr) return known->second;
    }
    return nullptr;
}

void CalledWorkflows::read_missing() {
    for (std::size_t i = 0; i < callers_.size(); ++i) {  // grows while it is read
        const Workflow& caller = *callers_[i];
        for (const Job& job : caller.jobs()) {
            if (!job.uses || !job.uses.is_scalar()) continue;
            const std::string wanted = caller.path_called(job.uses.text());
            if (wanted.empty() || wanted.find("..") != std::string::npos) continue;
            for (const std::string& location : candidates(caller, wanted)) {
                if (read(location) != nullptr) break;
            }
        }
    }
}

const Workflow* CalledWorkflows::read(const std::string& location) {
    const auto [place, is_new] = by_location_.try_emplace(location, nullptr);
    if (!is_new || read_.size() == most_read) return place->second;
    base::Result<std::string> bytes = files_.read_file(location, largest_workflow);
    if (!bytes) return nullptr;
    const std::string shown =
        source::is_within(location, root_) ? std::string(source::relative_path(location, root_)) : location;
    auto document = std::make_unique<const Document>(shown, std::move(*bytes), true);
    if (document->tree() == nullptr || !document->root() || !document->root().is_mapping()) return nullptr;
    auto workflow = std::make_unique<Workflow>(*document);
    place->second = workflow.get();
    introduce(*workflow);
    read_.push_back({std::move(document), std::move(workflow)});
    return place->second;
}

}  // namespace csr::model
