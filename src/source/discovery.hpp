#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "source/file_system.hpp"

namespace csr::source {

struct DiscoveryOptions {
    bool respect_git_ignore = true;
    std::vector<std::string> exclude;  ///< patterns as in .gitignore: what is left out in any case, even when named
    std::string exclude_directory;     ///< absolute: the directory that `exclude` is written for
};

/// A file that may be worth reading.
struct FoundFile {
    std::string path;        ///< as findings show it: relative to the root where it lies below, else as given
    std::string location;    ///< absolute, to open it
    bool explicit_ = false;  ///< named by the user, not found in a directory
    bool ignored = false;    ///< below a directory that git ignores (only cdk.out)
};

/// What lies below the given paths.
struct Discovered {
    std::string root;               ///< absolute: the repository's root, else the given directory, else the current one
    bool is_repository = false;     ///< the root has a .git
    bool whole = false;             ///< at least one directory was given; otherwise only named files were looked at
    bool whole_repository = false;  ///< the root of a repository was given, and nothing of it is left out
    std::vector<FoundFile> files;   ///< sorted by path, each file once
    std::vector<std::string> cdk_directories;  ///< absolute: directories with a cdk.json, sorted
    std::vector<base::Error> problems;         ///< missing paths, unreadable directories, links that go in circles
};

/// Finds the files below `paths` (the current directory when there are none) that could matter: *.json, *.yaml, *.yml,
/// *.template, *.md, *.sh, *.bash, *.tf, .env files. Never looks into node_modules or .git. What git ignores is left
/// out, except synthesized CDK assemblies (cdk.out); in these, assets are skipped. Links are followed as long as they
/// stay below the root.
[[nodiscard]] Discovered discover(const FileSystem& files, std::span<const std::string> paths,
                                  const DiscoveryOptions& options = {});

/// The nearest directory from `start` upwards that holds `name`; empty when there is none. With ".git" it is the root
/// of the repository that `start` lies in.
[[nodiscard]] std::string nearest_with(const FileSystem& files, const std::string& start, std::string_view name);

}  // namespace csr::source
