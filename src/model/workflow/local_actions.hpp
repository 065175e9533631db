#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "model/document.hpp"
#include "source/file_system.hpp"

namespace csr::model {

/// Finds what `uses: ./...` means, and reads it once.
class LocalActions {
  public:
    /// `files` outlives this object; `root` is the project's.
    LocalActions(const source::FileSystem& files, std::string root) : files_(files), root_(std::move(root)) {}

    struct Found {
        std::string directory;                     ///< absolute
        std::unique_ptr<const Document> metadata;  ///< action.yml; null when the folder has none
    };

    /// The action that `uses` ("./path") of the workflow in `path` means. Such paths are relative to the repository:
    /// the folder that holds .github/workflows, and for a workflow that lies elsewhere the nearest folder above it that
    /// has the action. Null when there is none.
    [[nodiscard]] const Found* find(std::string_view path, std::string_view uses);

    /// Whether `name` lies in the action's folder.
    [[nodiscard]] bool exists(const Found& action, const std::string& name) const;

  private:
    const Found* read(const std::string& directory);

    const source::FileSystem& files_;
    std::string root_;
    std::map<std::string, Found> known_;  ///< by directory
};

}  // namespace csr::model
