#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/invocation.hpp"

namespace csr::cli {

namespace {

base::Error write_error(const std::string& path, int code) {
    const std::string reason = std::strerror(code);
    return {{fmt::format("cannot write: {}", reason), fmt::format("書き込めません: {}", reason)},
            {"check the folder, its permissions and the free space", "フォルダー、権限、空き容量を確認してください"},
            path};
}

bool write_all(int descriptor, const std::string& bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(descriptor, bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return ::fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS;  // not every file can be synced
}

/// Devices and pipes (/dev/stdout) are written to as they are.
std::optional<base::Error> write_in_place(const std::string& path, const std::string& bytes) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return write_error(path, errno);
    const bool written = write_all(descriptor, bytes);
    const int code = errno;
    ::close(descriptor);
    if (!written) return write_error(path, code);
    return std::nullopt;
}

}  // namespace

std::optional<base::Error> DiskFileWriter::write(const std::string& path, const std::string& bytes) {
    struct stat status{};
    const bool exists = ::stat(path.c_str(), &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) return write_in_place(path, bytes);
    std::string temporary = path + ".XXXXXX";
    const int descriptor = ::mkstemp(temporary.data());
    if (descriptor < 0) return write_error(path, errno);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    bool written = write_all(descriptor, bytes);
    written = ::fchmod(descriptor, exists ? status.st_mode & 07777U : 0666U & ~mask) == 0 && written;
    int code = errno;
    written = ::close(descriptor) == 0 && written;
    if (written && ::rename(temporary.c_str(), path.c_str()) == 0) return std::nullopt;
    if (written) code = errno;
    ::unlink(temporary.c_str());
    return write_error(path, code);
}

}  // namespace csr::cli
