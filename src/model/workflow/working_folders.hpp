#pragma once

#include <string>
#include <vector>

#include "model/workflow/step_commands.hpp"

namespace csr::model {

/// In which folders of the repository a command of a step may run. `cd` is followed; because it may stand in a subshell
/// or a branch, the folder before it stays possible.
class WorkingFolders {
  public:
    /// At the beginning of the step's script.
    explicit WorkingFolders(const Step& step);

    /// Takes note of a command, in the order of the script.
    void pass(const StepCommand& command);
    /// Relative to the repository's root, which is "". The last `cd` comes first.
    [[nodiscard]] const std::vector<std::string>& folders() const { return folders_; }
    /// It may also be another folder, that nobody can tell.
    [[nodiscard]] bool open() const { return open_; }

  private:
    std::vector<std::string> folders_;
    bool open_ = false;
};

/// Whether the job has the repository's files as the workflow's own commit has them when the step begins: an earlier
/// step checks it out, into the usual folder.
[[nodiscard]] bool has_checkout(const Step& step);

/// `path` below `folder`, both relative to the root, "." and ".." taken out; begins with ".." when it leaves the root.
[[nodiscard]] std::string path_below(const std::string& folder, std::string_view path);

}  // namespace csr::model
