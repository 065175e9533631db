#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "source/file_system.hpp"

namespace csr::model {

/// Finds what `uses: ./...` means, and reads it once.
class LocalActions {
  public:
    /// `files` outlives this object; `root` is the project's, and `whole` tells whether all of it is looked at.
    LocalActions(const source::FileSystem& files, std::string root, bool whole)
        : files_(files), root_(std::move(root)), whole_(whole) {}

    struct Found {
        std::string directory;                     ///< absolute
        std::unique_ptr<const Document> metadata;  ///< action.yml; null when the folder has none
    };

    /// The action that `uses` ("./path") of the workflow in `path` means. Such paths are relative to the repository:
    /// the folder that holds .github/workflows, and for a workflow that lies elsewhere the nearest folder above it that
    /// has the action. Null when there is none.
    [[nodiscard]] const Found* find(std::string_view path, std::string_view uses);

    /// What find() gave before; null when it was not asked. Safe to call from several threads.
    [[nodiscard]] const Found* known(std::string_view path, std::string_view uses) const;
    /// Whether `name` lies in the action's folder. When only single files were given, what lies beside them may not
    /// have been built or fetched: then everything does.
    [[nodiscard]] bool exists(const Found& action, const std::string& name) const;

  private:
    /// The folders that `uses` may mean, the first that counts first.
    [[nodiscard]] std::vector<std::string> candidates(std::string_view path, std::string_view uses) const;
    const Found* read(const std::string& directory);

    const source::FileSystem& files_;
    std::string root_;
    bool whole_;
    std::map<std::string, Found> known_;  ///< by directory
};

}  // namespace csr::model
