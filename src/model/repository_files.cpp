#include "model/repository_files.hpp"

#include <algorithm>
#include <utility>

#include "source/path.hpp"

namespace csr::model {

namespace {

constexpr std::uint64_t largest_list = 1U << 20U;  // of .gitignore and .gitmodules

}  // namespace

RepositoryFiles::RepositoryFiles(const source::FileSystem& files, std::string root, bool whole)
    : files_(files), root_(std::move(root)), whole_(whole) {
    if (whole_) read_modules();
}

void RepositoryFiles::read_modules() {
    const base::Result<std::string> list = files_.read_file(source::join_path(root_, ".gitmodules"), largest_list);
    if (!list) return;
    for (std::string_view rest = *list; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || line.substr(0, equals).find("path") == std::string_view::npos) continue;
        const std::size_t first = line.find_first_not_of(" \t", equals + 1);
        if (first == std::string_view::npos) continue;
        const std::size_t last = line.find_last_not_of(" \t\r/");
        modules_.emplace_back(line.substr(first, last + 1 - first));
    }
}

Answer RepositoryFiles::has(std::string_view path) const { return look_up(std::string(path), false); }

Answer RepositoryFiles::has_directory(std::string_view path) const { return look_up(std::string(path), true); }

Answer RepositoryFiles::look_up(const std::string& path, bool directory) const {
    const std::string location = source::absolute_path(path, root_);
    if (!whole_ || !source::is_within(location, root_)) return Answer::unknown;
    const std::string key = location + (directory ? "/" : "");
    const std::lock_guard lock(mutex_);
    const auto [place, is_new] = known_.try_emplace(key, Answer::unknown);
    if (!is_new) return place->second;
    const auto status = files_.status(location);
    if (status && (!directory || status->kind == source::FileKind::directory))
        place->second = Answer::yes;
    else if (!is_left_out(std::string(source::relative_path(location, root_))))
        place->second = Answer::no;
    return place->second;
}

/// Whether git ignores the path or a folder on the way to it, or a submodule holds it.
bool RepositoryFiles::is_left_out(const std::string& path) const {
    source::GitIgnore ignore;
    std::string directory;
    for (std::size_t begin = 0;;) {
        const std::string file = source::join_path(source::absolute_path(directory, root_), ".gitignore");
        if (const base::Result<std::string> text = files_.read_file(file, largest_list))
            ignore.push(source::GitIgnoreFile(directory, *text));
        const std::size_t slash = path.find('/', begin);
        const bool last = slash == std::string::npos;
        const std::string part = path.substr(0, slash);
        if (ignore.is_ignored(part, !last) || (last && ignore.is_ignored(part, true))) return true;
        if (std::ranges::find(modules_, part) != modules_.end()) return true;
        if (last) return false;
        directory = part;
        begin = slash + 1;
    }
}

}  // namespace csr::model
