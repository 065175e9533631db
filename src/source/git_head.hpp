#pragma once

#include <string>

#include "source/file_system.hpp"

namespace csr::source {

/// What a work tree has checked out, read from git's own files. Never runs git.
struct GitHead {
    std::string commit;  ///< 40 or 64 hexadecimal digits; empty when there is no repository or no commit yet
    std::string branch;  ///< "main"; empty for a detached head
};

/// Of the repository whose work tree begins at `root`, also of a linked work tree.
[[nodiscard]] GitHead read_git_head(const FileSystem& files, const std::string& root);

}  // namespace csr::source
