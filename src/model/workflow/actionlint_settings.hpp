#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "source/file_system.hpp"

namespace csr::model {

/// What a repository has told actionlint about itself (.github/actionlint.yaml).
struct ActionlintSettings {
    std::vector<std::string> label_patterns;            ///< labels of its own runners, as regular expressions
    std::optional<std::vector<std::string>> variables;  ///< the configuration variables that exist; nothing: any

    /// Reads `self-hosted-runner.labels` (patterns as in the shell) and `config-variables`.
    [[nodiscard]] static ActionlintSettings read(syntax::NodeRef root);
};

/// Finds and reads these files.
class ActionlintSettingsFiles {
  public:
    /// `files` outlives this object; `root` is the project's.
    ActionlintSettingsFiles(const source::FileSystem& files, std::string root)
        : files_(files), root_(std::move(root)) {}
    /// The settings that are nearest above the workflow at `path`; null when there are none.
    [[nodiscard]] const ActionlintSettings* find(std::string_view path);

  private:
    const ActionlintSettings* read(const std::string& directory);

    const source::FileSystem& files_;
    std::string root_;
    std::map<std::string, std::unique_ptr<ActionlintSettings>> known_;  ///< by directory; null: none there
};

}  // namespace csr::model
