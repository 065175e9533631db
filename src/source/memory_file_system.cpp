#include <cerrno>

#include "source/file_error.hpp"
#include "source/file_system.hpp"
#include "source/path.hpp"

namespace csr::source {

namespace {

constexpr int most_links = 40;

}  // namespace

MemoryFileSystem::MemoryFileSystem(std::string current_directory) : current_directory_(std::move(current_directory)) {
    make(current_directory_, FileKind::directory);
}

MemoryFileSystem::Entry& MemoryFileSystem::make(const std::string& path, FileKind kind) {
    if (path != "/") make(std::string(parent_path(path)), FileKind::directory);
    const auto [place, is_new] = entries_.try_emplace(path);
    if (is_new) place->second.inode = next_inode_++;
    place->second.kind = kind;
    return place->second;
}

void MemoryFileSystem::add_file(std::string_view path, std::string bytes, std::int64_t modified) {
    Entry& entry = make(absolute_path(path, current_directory_), FileKind::file);
    entry.bytes = std::move(bytes);
    entry.modified = modified;
}

void MemoryFileSystem::add_directory(std::string_view path) {
    make(absolute_path(path, current_directory_), FileKind::directory);
}

void MemoryFileSystem::add_symlink(std::string_view path, std::string target) {
    make(absolute_path(path, current_directory_), FileKind::symlink).bytes = std::move(target);
}

void MemoryFileSystem::deny(std::string_view path) {
    const auto found = entries_.find(absolute_path(path, current_directory_));
    if (found != entries_.end()) found->second.denied = true;
}

base::Result<std::string> MemoryFileSystem::canonical(const std::string& path) const {
    std::string rest = absolute_path(path, current_directory_).substr(1);
    std::string done;
    int links = 0;
    while (!rest.empty()) {
        const std::size_t slash = rest.find('/');
        const std::string name = rest.substr(0, slash);
        rest = slash == std::string::npos ? std::string() : rest.substr(slash + 1);
        const auto found = entries_.find(done + "/" + name);
        if (found == entries_.end()) return std::unexpected(file_error(path, ENOENT));
        if (found->second.kind != FileKind::symlink) {
            done += "/" + name;
            continue;
        }
        if (++links > most_links) return std::unexpected(file_error(path, ELOOP));
        const std::string target = absolute_path(found->second.bytes, done.empty() ? "/" : done);
        rest = target.substr(1) + (rest.empty() ? "" : "/" + rest);
        done.clear();
    }
    return done.empty() ? "/" : done;
}

base::Result<FileStatus> MemoryFileSystem::status(const std::string& path) const {
    const base::Result<std::string> resolved = canonical(path);
    if (!resolved) return std::unexpected(resolved.error());
    const Entry& entry = entries_.at(*resolved);
    FileStatus status;
    status.kind = entry.kind;
    status.size = entry.bytes.size();
    status.modified = entry.modified;
    status.device = 1;
    status.inode = entry.inode;
    return status;
}

base::Result<std::string> MemoryFileSystem::read_file(const std::string& path, std::uint64_t limit) const {
    const base::Result<std::string> resolved = canonical(path);
    if (!resolved) return std::unexpected(resolved.error());
    const Entry& entry = entries_.at(*resolved);
    if (entry.denied) return std::unexpected(file_error(path, EACCES));
    if (entry.kind == FileKind::directory) return std::unexpected(file_error(path, EISDIR));
    if (entry.bytes.size() > limit) return std::unexpected(too_large_error(path, entry.bytes.size(), limit));
    return entry.bytes;
}

base::Result<std::vector<DirectoryEntry>> MemoryFileSystem::list(const std::string& path) const {
    const base::Result<std::string> resolved = canonical(path);
    if (!resolved) return std::unexpected(resolved.error());
    const Entry& directory = entries_.at(*resolved);
    if (directory.denied) return std::unexpected(file_error(path, EACCES));
    if (directory.kind != FileKind::directory) return std::unexpected(file_error(path, ENOTDIR));
    const std::string prefix = *resolved == "/" ? "/" : *resolved + "/";
    std::vector<DirectoryEntry> entries;
    // std::map orders "a-b" before "a/b", so everything below the directory lies together but not in names' order of
    // subtrees; the names themselves come sorted.
    for (auto place = entries_.lower_bound(prefix); place != entries_.end() && place->first.starts_with(prefix);
         ++place) {
        const std::string name = place->first.substr(prefix.size());
        if (!name.empty() && name.find('/') == std::string::npos) entries.push_back({name, place->second.kind});
    }
    return entries;
}

}  // namespace csr::source
