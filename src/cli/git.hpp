#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"

namespace csr::cli {

/// Reads files of other revisions; a test gives its own.
class GitReader {
  public:
    virtual ~GitReader() = default;
    /// The bytes of `path` (relative to the work tree's root, `root`) as `revision` has it; nothing when that has no
    /// such file; an error when there is no such revision, no repository or no git.
    [[nodiscard]] virtual base::Result<std::optional<std::string>> file_at(const std::string& root,
                                                                           const std::string& revision,
                                                                           const std::string& path) const = 0;
};

/// Asks the machine's git, without a shell. Nothing of the repository is executed.
class DiskGitReader final : public GitReader {
  public:
    [[nodiscard]] base::Result<std::optional<std::string>> file_at(const std::string& root, const std::string& revision,
                                                                   const std::string& path) const override;
};

}  // namespace csr::cli
