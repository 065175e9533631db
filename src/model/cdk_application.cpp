#include "model/cdk_application.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "source/path.hpp"

namespace csr::model {

namespace {

constexpr std::size_t most_directories = 4096;

constexpr std::array<std::string_view, 8> skipped_directories = {"node_modules", "dist",  "build",     "coverage",
                                                                 "test",         "tests", "__tests__", "out"};

bool is_skipped(const std::string& name) {
    return name.starts_with('.') || name.starts_with("cdk.out") ||
           std::find(skipped_directories.begin(), skipped_directories.end(), name) != skipped_directories.end();
}

bool is_source(std::string_view name) {
    // Synthesis itself writes cdk.context.json.
    if (name == "cdk.context.json" || name.ends_with(".d.ts") || name.find(".test.") != std::string_view::npos ||
        name.find(".spec.") != std::string_view::npos)
        return false;
    const std::string_view ending = source::extension(name);
    return ending == ".ts" || ending == ".js" || ending == ".mts" || ending == ".mjs" || ending == ".json";
}

}  // namespace

std::vector<std::string> application_sources(const source::FileSystem& files, const std::string& directory) {
    std::vector<std::string> found;
    std::vector<std::string> open = {directory};
    for (std::size_t i = 0; i < open.size() && i < most_directories; ++i) {
        const std::string here = open[i];
        const auto entries = files.list(here);
        if (!entries) continue;
        // Another directory with a manifest of its own is an assembly under another name.
        const auto is_manifest = [](const source::DirectoryEntry& entry) { return entry.name == "manifest.json"; };
        const auto is_version = [](const source::DirectoryEntry& entry) { return entry.name == "cdk.out"; };
        if (std::any_of(entries->begin(), entries->end(), is_manifest) &&
            std::any_of(entries->begin(), entries->end(), is_version))
            continue;
        for (const source::DirectoryEntry& entry : *entries) {
            const std::string path = source::join_path(here, entry.name);
            if (entry.kind == source::FileKind::directory && !is_skipped(entry.name)) open.push_back(path);
            if (entry.kind == source::FileKind::file && is_source(entry.name)) found.push_back(path);
        }
    }
    return found;
}

std::optional<NewestSource> newest_source(const source::FileSystem& files, const std::string& directory) {
    std::optional<NewestSource> newest;
    for (const std::string& path : application_sources(files, directory)) {
        const auto status = files.status(path);
        if (status && (!newest || status->modified > newest->modified)) newest = NewestSource{path, status->modified};
    }
    return newest;
}

std::string assembly_directory(const Document* cdk_json) {
    const syntax::NodeRef root = cdk_json == nullptr ? syntax::NodeRef() : cdk_json->root();
    const syntax::NodeRef output = root && root.is_mapping() ? root.find("output") : syntax::NodeRef();
    return output && output.is_string() && !output.text().empty() ? std::string(output.text()) : "cdk.out";
}

}  // namespace csr::model
