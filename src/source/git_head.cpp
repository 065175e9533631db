#include "source/git_head.hpp"

#include <algorithm>
#include <string_view>

#include "source/git_index.hpp"
#include "source/path.hpp"

namespace csr::source {

namespace {

constexpr std::uint64_t largest_refs = 16ULL << 20U;

std::string first_line(const FileSystem& files, const std::string& path) {
    const base::Result<std::string> bytes = files.read_file(path, largest_refs);
    return bytes ? bytes->substr(0, bytes->find_first_of("\r\n")) : std::string();
}

bool is_commit(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The commit of a reference in packed-refs.
std::string packed(const FileSystem& files, const std::string& directory, const std::string& reference) {
    const base::Result<std::string> bytes = files.read_file(join_path(directory, "packed-refs"), largest_refs);
    if (!bytes) return {};
    std::string_view rest = *bytes;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        const std::size_t space = line.find(' ');
        if (space != std::string_view::npos && line.substr(space + 1) == reference && is_commit(line.substr(0, space)))
            return std::string(line.substr(0, space));
    }
    return {};
}

}  // namespace

GitHead read_git_head(const FileSystem& files, const std::string& root) {
    GitHead head;
    const std::string directory = git_directory(files, root);
    if (directory.empty()) return head;
    const std::string text = first_line(files, join_path(directory, "HEAD"));
    constexpr std::string_view mark = "ref: ";
    if (!text.starts_with(mark)) {
        if (is_commit(text)) head.commit = text;
        return head;
    }
    const std::string reference = text.substr(mark.size());
    constexpr std::string_view heads = "refs/heads/";
    if (reference.starts_with(heads)) head.branch = reference.substr(heads.size());
    // A linked work tree has its own HEAD, but shares the references.
    std::string common = first_line(files, join_path(directory, "commondir"));
    common = common.empty() ? directory : absolute_path(common, directory);
    const std::string own = absolute_path(reference, common);
    if (is_within(own, common)) head.commit = first_line(files, own);
    if (!is_commit(head.commit)) head.commit = packed(files, common, reference);
    return head;
}

}  // namespace csr::source
