#include "source/git_index.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "source/path.hpp"

namespace csr::source {

namespace {

constexpr std::uint64_t largest_index = 512ULL << 20U;
constexpr std::size_t header_size = 12;
constexpr std::size_t fixed_entry_size = 62;  // ten 32-bit numbers, a SHA-1 of 20 bytes, 16 bits of flags
constexpr std::size_t flags_offset = 60;
constexpr unsigned extended_flag = 0x4000;

base::Error broken_index() {
    return {{"git's index cannot be read", "git のインデックスを読み取れません"},
            {"run `git status`, which repairs or reports it",
             "`git status` を実行してください。修復されるか、原因が表示されます"}};
}

/// The index's numbers are big-endian. Versions: gitformat-index(5).
class IndexReader {
  public:
    explicit IndexReader(std::string_view bytes) : bytes_(bytes) {}

    std::optional<std::vector<std::string>> paths() {
        if (bytes_.size() < header_size || !bytes_.starts_with("DIRC")) return std::nullopt;
        version_ = number(4);
        if (version_ < 2 || version_ > 4) return std::nullopt;
        const std::uint32_t count = number(8);
        at_ = header_size;
        std::vector<std::string> found;
        found.reserve(std::min<std::size_t>(count, bytes_.size() / fixed_entry_size));
        std::string path;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (!entry(path)) return std::nullopt;
            found.push_back(path);
        }
        return found;
    }

  private:
    std::uint32_t number(std::size_t offset) const {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i) value = (value << 8U) | static_cast<unsigned char>(bytes_[offset + i]);
        return value;
    }

    /// Reads the entry at at_; `path` holds the one before it, which version 4 builds on.
    bool entry(std::string& path) {
        const std::size_t begin = at_;
        if (bytes_.size() - begin < fixed_entry_size) return false;
        const unsigned flags = number(begin + flags_offset - 2) & 0xffffU;
        at_ = begin + fixed_entry_size;
        if (version_ >= 3 && (flags & extended_flag) != 0) at_ += 2;
        if (at_ > bytes_.size()) return false;
        if (version_ == 4 && !drop_end(path)) return false;
        const std::size_t end = bytes_.find('\0', at_);
        if (end == std::string_view::npos) return false;
        if (version_ == 4) {
            path += bytes_.substr(at_, end - at_);
            at_ = end + 1;
            return true;
        }
        path = bytes_.substr(at_, end - at_);
        at_ = begin + (end - begin + 8) / 8 * 8;  // 1 to 8 NUL bytes up to a multiple of 8
        return at_ <= bytes_.size();
    }

    /// Version 4: how many bytes of the path before to drop, as git's variable-width number.
    bool drop_end(std::string& path) {
        std::uint64_t value = 0;
        for (int bytes = 0;; ++bytes) {
            if (at_ >= bytes_.size() || bytes == 8) return false;
            const auto byte = static_cast<unsigned char>(bytes_[at_++]);
            value = (bytes == 0 ? 0 : (value + 1) << 7U) | (byte & 0x7fU);
            if ((byte & 0x80U) == 0) break;
        }
        if (value > path.size()) return false;
        path.resize(path.size() - static_cast<std::size_t>(value));
        return true;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::uint32_t version_ = 0;
};

std::string_view first_line(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

}  // namespace

base::Result<GitIndex> GitIndex::parse(std::string_view bytes) {
    std::optional<std::vector<std::string>> paths = IndexReader(bytes).paths();
    if (!paths) return std::unexpected(broken_index());
    GitIndex index;
    index.paths_ = std::move(*paths);
    std::sort(index.paths_.begin(), index.paths_.end());
    return index;
}

std::string git_directory(const FileSystem& files, const std::string& root) {
    const std::string path = join_path(root, ".git");
    const base::Result<FileStatus> status = files.status(path);
    if (!status) return {};
    if (status->kind == FileKind::directory) return path;
    constexpr std::uint64_t longest_link = 64 * 1024;
    const base::Result<std::string> text = files.read_file(path, longest_link);
    constexpr std::string_view key = "gitdir: ";
    if (!text || !text->starts_with(key)) return {};
    return absolute_path(first_line(std::string_view(*text).substr(key.size())), root);
}

base::Result<GitIndex> GitIndex::read(const FileSystem& files, const std::string& root) {
    const std::string directory = git_directory(files, root);
    if (directory.empty()) return GitIndex();
    const std::string path = join_path(directory, "index");
    if (!files.status(path)) return GitIndex();
    const base::Result<std::string> bytes = files.read_file(path, largest_index);
    if (!bytes) return std::unexpected(bytes.error());
    base::Result<GitIndex> index = parse(*bytes);
    if (!index) index.error().path = path;
    return index;
}

bool GitIndex::is_tracked(std::string_view path) const {
    return std::binary_search(paths_.begin(), paths_.end(), path,
                              [](std::string_view left, std::string_view right) { return left < right; });
}

}  // namespace csr::source
