#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace csr::source {

enum class FileKind : std::uint8_t { file, directory, symlink, other };

/// What is known of a file without reading it.
struct FileStatus {
    FileKind kind = FileKind::other;
    std::uint64_t size = 0;
    std::int64_t modified = 0;  ///< nanoseconds since 1970
    std::uint64_t device = 0;   ///< device and inode together name a file, whatever path leads to it
    std::uint64_t inode = 0;
};

/// One name in a directory; `kind` is that of the name itself: a link is a symlink, whatever it leads to.
struct DirectoryEntry {
    std::string name;
    FileKind kind = FileKind::other;
};

/// The largest file that is read.
inline constexpr std::uint64_t largest_file = 64ULL << 20U;

/// Where files are read from. Paths are absolute or relative to current_directory(). Safe to use from several threads.
class FileSystem {
  public:
    virtual ~FileSystem() = default;
    /// The bytes of a file; an error without reading them when they are more than `limit`.
    [[nodiscard]] virtual base::Result<std::string> read_file(const std::string& path,
                                                              std::uint64_t limit = largest_file) const = 0;
    /// The names in a directory without "." and "..", sorted by bytes.
    [[nodiscard]] virtual base::Result<std::vector<DirectoryEntry>> list(const std::string& path) const = 0;
    /// Follows links.
    [[nodiscard]] virtual base::Result<FileStatus> status(const std::string& path) const = 0;
    /// The absolute path without links that leads to the same file.
    [[nodiscard]] virtual base::Result<std::string> canonical(const std::string& path) const = 0;
    /// Absolute.
    [[nodiscard]] virtual std::string current_directory() const = 0;
};

/// The machine's files.
class DiskFileSystem final : public FileSystem {
  public:
    [[nodiscard]] base::Result<std::string> read_file(const std::string& path, std::uint64_t limit) const override;
    [[nodiscard]] base::Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
    [[nodiscard]] base::Result<FileStatus> status(const std::string& path) const override;
    [[nodiscard]] base::Result<std::string> canonical(const std::string& path) const override;
    [[nodiscard]] std::string current_directory() const override;
};

/// Files in memory, for tests. Directories come into being with their files.
class MemoryFileSystem final : public FileSystem {
  public:
    explicit MemoryFileSystem(std::string current_directory = "/repo");

    /// Relative paths are taken from the current directory. An existing file is replaced.
    void add_file(std::string_view path, std::string bytes, std::int64_t modified = 0);
    void add_directory(std::string_view path);
    /// `target` as written in the link: absolute or relative to the link's directory.
    void add_symlink(std::string_view path, std::string target);
    /// Makes every access to the file or directory fail for lack of permission.
    void deny(std::string_view path);

    [[nodiscard]] base::Result<std::string> read_file(const std::string& path, std::uint64_t limit) const override;
    [[nodiscard]] base::Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
    [[nodiscard]] base::Result<FileStatus> status(const std::string& path) const override;
    [[nodiscard]] base::Result<std::string> canonical(const std::string& path) const override;
    [[nodiscard]] std::string current_directory() const override { return current_directory_; }

  private:
    struct Entry {
        FileKind kind = FileKind::directory;
        std::string bytes;  ///< of a file; the target of a link
        std::int64_t modified = 0;
        std::uint64_t inode = 0;
        bool denied = false;
    };
    Entry& make(const std::string& path, FileKind kind);

    std::string current_directory_;
    std::map<std::string, Entry> entries_;  ///< by absolute path
    std::uint64_t next_inode_ = 1;
};

/// Another file system with one file's bytes replaced, for text that comes from standard input under a file's name.
class OverlayFileSystem final : public FileSystem {
  public:
    /// `below` outlives this object.
    OverlayFileSystem(const FileSystem& below, std::string_view path, std::string bytes);

    [[nodiscard]] base::Result<std::string> read_file(const std::string& path, std::uint64_t limit) const override;
    [[nodiscard]] base::Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
    [[nodiscard]] base::Result<FileStatus> status(const std::string& path) const override;
    [[nodiscard]] base::Result<std::string> canonical(const std::string& path) const override;
    [[nodiscard]] std::string current_directory() const override { return below_->current_directory(); }

  private:
    [[nodiscard]] bool is_overlaid(const std::string& path) const;

    const FileSystem* below_;
    std::string path_;
    std::string bytes_;
};

}  // namespace csr::source
