#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

#include "source/file_error.hpp"
#include "source/file_system.hpp"

namespace csr::source {

namespace {

FileKind kind_of(mode_t mode) {
    if (S_ISREG(mode)) return FileKind::file;
    if (S_ISDIR(mode)) return FileKind::directory;
    if (S_ISLNK(mode)) return FileKind::symlink;
    return FileKind::other;
}

FileStatus status_of(const struct stat& found) {
    FileStatus status;
    status.kind = kind_of(found.st_mode);
    status.size = static_cast<std::uint64_t>(found.st_size);
    status.modified = static_cast<std::int64_t>(found.st_mtim.tv_sec) * 1'000'000'000 + found.st_mtim.tv_nsec;
    status.device = static_cast<std::uint64_t>(found.st_dev);
    status.inode = static_cast<std::uint64_t>(found.st_ino);
    return status;
}

/// A file descriptor that is closed at the end of its life.
class Descriptor {
  public:
    // O_NONBLOCK: opening a named pipe must not wait for a writer.
    explicit Descriptor(const std::string& path) : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

/// Reads until the end, but not more than `limit` + 1 bytes: a file may grow, and /proc says 0 for its files' sizes.
int read_all(int descriptor, std::uint64_t expected, std::uint64_t limit, std::string& bytes) {
    bytes.resize(static_cast<std::size_t>(std::min(expected, limit)) + 1);
    std::size_t used = 0;
    while (true) {
        if (used == bytes.size()) {
            if (used > limit) return 0;
            bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(limit + 1, bytes.size() * 2 + 4096)));
        }
        const ssize_t got = ::read(descriptor, bytes.data() + used, bytes.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        if (got == 0) break;
        used += static_cast<std::size_t>(got);
    }
    bytes.resize(used);
    return 0;
}

struct CloseDirectory {
    void operator()(DIR* directory) const { ::closedir(directory); }
};

FileKind kind_of(const dirent& entry, const std::string& directory) {
    switch (entry.d_type) {
        case DT_REG:
            return FileKind::file;
        case DT_DIR:
            return FileKind::directory;
        case DT_LNK:
            return FileKind::symlink;
        case DT_UNKNOWN: {  // some file systems do not say
            struct stat found{};
            const std::string path = directory + "/" + static_cast<const char*>(entry.d_name);
            return ::lstat(path.c_str(), &found) == 0 ? kind_of(found.st_mode) : FileKind::other;
        }
        default:
            return FileKind::other;
    }
}

}  // namespace

base::Result<std::string> DiskFileSystem::read_file(const std::string& path, std::uint64_t limit) const {
    const Descriptor file(path);
    if (file.number() < 0) return std::unexpected(file_error(path, errno));
    struct stat found{};
    if (::fstat(file.number(), &found) != 0) return std::unexpected(file_error(path, errno));
    if (S_ISDIR(found.st_mode)) return std::unexpected(file_error(path, EISDIR));
    if (!S_ISREG(found.st_mode)) return std::unexpected(not_a_file_error(path));
    const auto size = static_cast<std::uint64_t>(found.st_size);
    if (size > limit) return std::unexpected(too_large_error(path, size, limit));

    std::string bytes;
    if (const int problem = read_all(file.number(), size, limit, bytes); problem != 0)
        return std::unexpected(file_error(path, problem));
    if (bytes.size() > limit) return std::unexpected(too_large_error(path, bytes.size(), limit));
    return bytes;
}

base::Result<std::vector<DirectoryEntry>> DiskFileSystem::list(const std::string& path) const {
    const std::unique_ptr<DIR, CloseDirectory> directory(::opendir(path.c_str()));
    if (!directory) return std::unexpected(file_error(path, errno));
    std::vector<DirectoryEntry> entries;
    errno = 0;
    while (const dirent* entry = ::readdir(directory.get())) {
        std::string name(static_cast<const char*>(entry->d_name));
        if (name == "." || name == "..") continue;
        const FileKind kind = kind_of(*entry, path);
        entries.push_back({std::move(name), kind});
        errno = 0;
    }
    if (errno != 0) return std::unexpected(file_error(path, errno));
    std::sort(entries.begin(), entries.end(),
              [](const DirectoryEntry& left, const DirectoryEntry& right) { return left.name < right.name; });
    return entries;
}

base::Result<FileStatus> DiskFileSystem::status(const std::string& path) const {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0) return std::unexpected(file_error(path, errno));
    return status_of(found);
}

base::Result<std::string> DiskFileSystem::canonical(const std::string& path) const {
    std::array<char, PATH_MAX> resolved{};
    if (::realpath(path.c_str(), resolved.data()) == nullptr) return std::unexpected(file_error(path, errno));
    return std::string(resolved.data());
}

std::string DiskFileSystem::current_directory() const {
    std::array<char, PATH_MAX> found{};
    return ::getcwd(found.data(), found.size()) == nullptr ? "/" : std::string(found.data());
}

}  // namespace csr::source
