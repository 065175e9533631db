#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "source/file_system.hpp"
#include "source/git_ignore.hpp"

namespace csr::model {

/// Whether something holds; unknown where the files do not tell.
enum class Answer : std::uint8_t { no, yes, unknown };

/// Which files a checkout of the repository has. What git ignores may be made by a build, and what lies in a submodule
/// is not looked for: nothing is said about them. Safe to use from several threads.
class RepositoryFiles {
  public:
    /// `whole`: all of the repository is looked at; otherwise every answer is unknown. `files` outlives this object.
    RepositoryFiles(const source::FileSystem& files, std::string root, bool whole);

    [[nodiscard]] bool whole() const { return whole_; }
    /// Whether there is a file or folder of that name. `path` is relative to the repository's root.
    [[nodiscard]] Answer has(std::string_view path) const;
    /// Whether that is a folder.
    [[nodiscard]] Answer has_directory(std::string_view path) const;

  private:
    [[nodiscard]] Answer look_up(const std::string& path, bool directory) const;
    [[nodiscard]] bool is_left_out(const std::string& path) const;
    void read_modules();

    const source::FileSystem& files_;
    std::string root_;
    bool whole_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, Answer> known_;  ///< a folder's name ends in a slash
    std::vector<std::string> modules_;
};

}  // namespace csr::model
