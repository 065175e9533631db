#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "source/file_system.hpp"

namespace csr::source {

/// The paths that git tracks, read from .git/index (versions 2 to 4). Never runs git.
class GitIndex {
  public:
    GitIndex() = default;
    /// Reads an index file's bytes.
    [[nodiscard]] static base::Result<GitIndex> parse(std::string_view bytes);
    /// The index of the repository whose work tree begins at `root`, also of a linked work tree; empty when there is
    /// no repository or no index yet.
    [[nodiscard]] static base::Result<GitIndex> read(const FileSystem& files, const std::string& root);

    /// `path` relative to the root of the work tree.
    [[nodiscard]] bool is_tracked(std::string_view path) const;
    [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }

  private:
    std::vector<std::string> paths_;  ///< sorted
};

/// The directory that holds git's own files for the work tree at `root`: ROOT/.git, or where a .git file points;
/// empty when there is none.
[[nodiscard]] std::string git_directory(const FileSystem& files, const std::string& root);

}  // namespace csr::source
