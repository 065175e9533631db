#include "source/file_error.hpp"
#include "source/file_system.hpp"
#include "source/path.hpp"

namespace csr::source {

OverlayFileSystem::OverlayFileSystem(const FileSystem& below, std::string_view path, std::string bytes)
    : below_(&below), path_(absolute_path(path, below.current_directory())), bytes_(std::move(bytes)) {}

bool OverlayFileSystem::is_overlaid(const std::string& path) const {
    return absolute_path(path, below_->current_directory()) == path_;
}

base::Result<std::string> OverlayFileSystem::read_file(const std::string& path, std::uint64_t limit) const {
    if (!is_overlaid(path)) return below_->read_file(path, limit);
    if (bytes_.size() > limit) return std::unexpected(too_large_error(path, bytes_.size(), limit));
    return bytes_;
}

base::Result<std::vector<DirectoryEntry>> OverlayFileSystem::list(const std::string& path) const {
    return below_->list(path);
}

base::Result<FileStatus> OverlayFileSystem::status(const std::string& path) const {
    if (!is_overlaid(path)) return below_->status(path);
    base::Result<FileStatus> found = below_->status(path);
    FileStatus status = found ? *found : FileStatus{};
    status.kind = FileKind::file;
    status.size = bytes_.size();
    return status;
}

base::Result<std::string> OverlayFileSystem::canonical(const std::string& path) const {
    return is_overlaid(path) ? base::Result<std::string>(path_) : below_->canonical(path);
}

}  // namespace csr::source
