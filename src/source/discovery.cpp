#include "source/discovery.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/lower_case.hpp"
#include "source/file_error.hpp"
#include "source/git_ignore.hpp"
#include "source/git_index.hpp"
#include "source/path.hpp"

namespace csr::source {

namespace {

constexpr int deepest_directory = 256;
constexpr std::uint64_t largest_ignore_file = 4ULL << 20U;

bool is_candidate(std::string_view name) {
    const std::string ending = base::lower_case(extension(name));
    if (is_environment_file(name) || ending == ".sh" || ending == ".bash" || ending == ".tf") return true;
    return ending == ".json" || ending == ".yaml" || ending == ".yml" || ending == ".template" || ending == ".md";
}

bool is_never_entered(std::string_view name) { return name == "node_modules" || name == ".git"; }

const DirectoryEntry* find_entry(const std::vector<DirectoryEntry>& entries, std::string_view name) {
    const auto found = std::lower_bound(
        entries.begin(), entries.end(), name,
        [](const DirectoryEntry& entry, std::string_view wanted) { return std::string_view(entry.name) < wanted; });
    return found != entries.end() && found->name == name ? &*found : nullptr;
}

/// A cloud assembly has its manifest and a file named cdk.out, which holds the version.
bool is_assembly(const std::vector<DirectoryEntry>& entries) {
    const DirectoryEntry* marker = find_entry(entries, "cdk.out");
    return marker != nullptr && marker->kind == FileKind::file && find_entry(entries, "manifest.json") != nullptr;
}

base::Error link_error(const std::string& path, base::Text message) {
    return {std::move(message),
            {"name the file or directory it leads to as an argument, or list the link in .gitignore",
             "リンク先のファイルまたはディレクトリを引数に指定するか、リンクを .gitignore に書いてください"},
            path};
}

std::string common_directory(std::string_view left, std::string_view right) {
    while (!is_within(right, left)) left = parent_path(left);
    return std::string(left);
}

/// A directory on the way: where it is, and what that means for what lies in it.
struct Visit {
    std::string location;      ///< absolute, as reached
    std::string canonical;     ///< absolute, without links
    bool in_assembly = false;  ///< inside a synthesized assembly: git's rules say nothing there
    bool ignored = false;      ///< git ignores it
    int depth = 0;
};

}  // namespace

/// Walks the given paths.
class DirectoryWalker {
  public:
    DirectoryWalker(const FileSystem& files, const DiscoveryOptions& options, Discovered& result)
        : files_(files), options_(options), result_(result) {
        for (const std::string& pattern : options.exclude) excluded_.emplace_back("", pattern);
    }

    void take_file(const std::string& location, std::string shown) {
        for (std::size_t end = options_.exclude_directory.size() + 1; end < location.size() && !excluded_.empty();) {
            end = std::min(location.find('/', end), location.size());
            if (is_excluded(location.substr(0, end), end < location.size())) return;
            ++end;
        }
        const base::Result<std::string> canonical = files_.canonical(location);
        if (!canonical) {
            result_.problems.push_back(canonical.error());
            return;
        }
        FoundFile& file = found_[*canonical];
        file.path = std::move(shown);
        file.location = location;
        file.explicit_ = true;
    }

    /// Everything below the directory, which belongs to the repository at `repository`.
    void take_directory(const std::string& location, const std::string& repository) {
        const base::Result<std::string> canonical = files_.canonical(location);
        if (!canonical) {
            result_.problems.push_back(canonical.error());
            return;
        }
        const base::Result<std::string> top = files_.canonical(repository);
        border_ = top ? *top : repository;
        start(repository, {location, *canonical, false, false, 0});
        // A link is followed after everything that is really there, so that a file is shown under its own path.
        for (std::size_t i = 0; i < links_.size(); ++i) follow(Visit(links_[i]));
        links_.clear();
    }

    void finish() {
        for (auto& [canonical, file] : found_) result_.files.push_back(std::move(file));
        std::sort(result_.files.begin(), result_.files.end(),
                  [](const FoundFile& left, const FoundFile& right) { return left.path < right.path; });
        std::sort(result_.cdk_directories.begin(), result_.cdk_directories.end());
    }

    [[nodiscard]] std::string shown_path(const std::string& location) const {
        return is_within(location, result_.root) ? std::string(relative_path(location, result_.root)) : location;
    }

  private:
    void start(const std::string& repository, const Visit& visit) {
        repository_ = repository;
        ignore_ = GitIgnore();
        if (options_.respect_git_ignore) {
            push_rules(git_exclude_file(), "");
            for (std::size_t end = repository_.size(); end < visit.location.size();) {
                push_rules(join_path(visit.location.substr(0, end), ".gitignore"),
                           inside(visit.location.substr(0, end)));
                end = visit.location.find('/', end + 1);
                if (end == std::string::npos) break;
            }
        }
        walk(visit);
    }

    /// info/exclude of the repository; linked work trees share that of the main one.
    [[nodiscard]] std::string git_exclude_file() const {
        std::string directory = git_directory(files_, repository_);
        if (directory.empty()) return {};
        if (const auto common = files_.read_file(join_path(directory, "commondir"), largest_ignore_file); common)
            directory = absolute_path(common->substr(0, common->find('\n')), directory);
        return join_path(directory, "info/exclude");
    }

    /// The path seen from the repository; empty for the repository itself.
    [[nodiscard]] std::string inside(std::string_view location) const {
        return location.size() <= repository_.size() ? "" : std::string(relative_path(location, repository_));
    }

    bool push_rules(const std::string& path, std::string directory) {
        if (path.empty()) return false;
        const base::Result<std::string> text = files_.read_file(path, largest_ignore_file);
        if (!text) return false;
        ignore_.push(GitIgnoreFile(std::move(directory), *text));
        return true;
    }

    void walk(const Visit& visit) {
        if (!visited_.insert(visit.canonical).second) return;
        if (visit.depth > deepest_directory) {
            result_.problems.push_back(link_error(shown_path(visit.location), {"directories are nested too deeply here",
                                                                               "ディレクトリの入れ子が深すぎます"}));
            return;
        }
        const base::Result<std::vector<DirectoryEntry>> entries = files_.list(visit.location);
        if (!entries) {
            report(entries.error());
            return;
        }
        const bool has_rules = options_.respect_git_ignore && find_entry(*entries, ".gitignore") != nullptr &&
                               push_rules(join_path(visit.location, ".gitignore"), inside(visit.location));
        take_entries(visit, *entries);
        if (has_rules) ignore_.pop();
    }

    void take_entries(const Visit& visit, const std::vector<DirectoryEntry>& entries) {
        const bool assembly = is_assembly(entries);
        if (!visit.in_assembly && !assembly && find_entry(entries, "cdk.json") != nullptr)
            result_.cdk_directories.push_back(visit.location);
        for (const DirectoryEntry& entry : entries) {
            if (is_never_entered(entry.name) || (assembly && entry.name.starts_with("asset."))) continue;
            take_entry(visit, entry, visit.in_assembly || assembly);
        }
    }

    void take_entry(const Visit& from, const DirectoryEntry& entry, bool in_assembly) {
        Visit visit{join_path(from.location, entry.name), join_path(from.canonical, entry.name), in_assembly,
                    from.ignored, from.depth + 1};
        if (is_excluded(visit.location, entry.kind == FileKind::directory)) return;
        if (entry.kind == FileKind::directory) {
            if (is_ignored(visit, true)) {
                take_ignored(std::move(visit));
            } else {
                visit.in_assembly = visit.in_assembly || entry.name == "cdk.out";
                walk(visit);
            }
        } else if (entry.kind == FileKind::symlink) {
            if (!is_ignored(visit, false) && !is_ignored(visit, true)) links_.push_back(std::move(visit));
        } else if (entry.kind == FileKind::file && is_candidate(entry.name) && !is_ignored(visit, false)) {
            add(visit);
        }
    }

    /// Whether the configuration leaves out this very path.
    [[nodiscard]] bool is_excluded(std::string_view location, bool is_directory) const {
        if (excluded_.empty() || !is_within(location, options_.exclude_directory)) return false;
        const std::string_view path = relative_path(location, options_.exclude_directory);
        return std::any_of(excluded_.begin(), excluded_.end(), [&](const GitIgnoreFile& pattern) {
            return pattern.decide(path, is_directory) == GitIgnoreFile::Decision::ignored;
        });
    }

    [[nodiscard]] bool is_ignored(const Visit& visit, bool is_directory) const {
        return options_.respect_git_ignore && !visit.in_assembly &&
               ignore_.is_ignored(inside(visit.location), is_directory);
    }

    /// Finds an assembly that git ignores: the directory itself, or cdk.out directly in it.
    void take_ignored(Visit visit) {
        const base::Result<std::vector<DirectoryEntry>> entries = files_.list(visit.location);
        if (!entries) return;
        visit.ignored = true;
        visit.in_assembly = true;
        if (file_name(visit.location) == "cdk.out" || is_assembly(*entries)) {
            walk(visit);
            return;
        }
        const DirectoryEntry* inner = find_entry(*entries, "cdk.out");
        if (inner == nullptr || inner->kind != FileKind::directory) return;
        visit.location = join_path(visit.location, "cdk.out");
        visit.canonical = join_path(visit.canonical, "cdk.out");
        ++visit.depth;
        walk(visit);
    }

    void add(const Visit& visit) {
        const auto [place, is_new] = found_.try_emplace(visit.canonical);
        if (!is_new) return;
        place->second.path = shown_path(visit.location);
        place->second.location = visit.location;
        place->second.ignored = visit.ignored;
    }

    void follow(Visit visit) {
        const base::Result<FileStatus> status = files_.status(visit.location);
        const base::Result<std::string> target = files_.canonical(visit.location);
        const bool is_directory = status && status->kind == FileKind::directory;
        const bool matters = is_candidate(visit.location);
        if (!status || !target) {
            // A link that leads nowhere is only worth a word where a file was expected; one that circles always is.
            if (matters || (!status && is_link_loop(status.error()))) report(status ? target.error() : status.error());
            return;
        }
        if (!is_directory && !(status->kind == FileKind::file && matters)) return;
        if (!is_within(*target, border_)) {
            result_.problems.push_back(
                link_error(shown_path(visit.location), {"the link leads out of the repository and is not followed",
                                                        "リンクがリポジトリの外を指しているため、たどりません"}));
            return;
        }
        if (is_directory && is_within(visit.canonical, *target)) {
            result_.problems.push_back(link_error(
                shown_path(visit.location),
                {"the link leads back to a directory that holds it", "リンクが自身を含むディレクトリに戻っています"}));
            return;
        }
        if (is_never_entered(file_name(*target)) ||
            std::string_view(*target).substr(border_.size()).find("/node_modules/") != std::string_view::npos)
            return;
        visit.canonical = *target;
        if (is_directory) {
            start(repository_, visit);
        } else {
            add(visit);
        }
    }

    void report(base::Error error) {
        error.path = shown_path(error.path);
        result_.problems.push_back(std::move(error));
    }

    const FileSystem& files_;
    const DiscoveryOptions& options_;
    Discovered& result_;
    GitIgnore ignore_;
    std::vector<GitIgnoreFile> excluded_;
    std::string repository_;
    std::string border_;                      ///< the repository without links: nothing outside is entered
    std::map<std::string, FoundFile> found_;  ///< by canonical path
    std::set<std::string> visited_;           ///< canonical paths of directories
    std::vector<Visit> links_;
};

namespace {

/// A given path that exists.
struct Given {
    std::string location;
    std::string text;  ///< as the user wrote it
    bool is_directory = false;
};

std::vector<Given> look_up(const FileSystem& files, std::span<const std::string> paths, Discovered& result) {
    std::vector<Given> found;
    const std::string current = files.current_directory();
    const std::vector<std::string> here = {"."};
    for (const std::string& path : paths.empty() ? std::span<const std::string>(here) : paths) {
        const std::string location = absolute_path(path, current);
        base::Result<FileStatus> status = files.status(location);
        if (!status) {
            status.error().path = path;
            result.problems.push_back(status.error());
            continue;
        }
        found.push_back({location, path, status->kind == FileKind::directory});
    }
    return found;
}

std::string directory_of(const Given& given) {
    return given.is_directory ? given.location : std::string(parent_path(given.location));
}

/// The root where no repository is: the only directory given, the current directory when it holds everything, else
/// what holds everything.
std::string fallback_root(const std::vector<Given>& given, const std::string& current) {
    if (given.empty()) return current;
    if (given.size() == 1 && given.front().is_directory) return given.front().location;
    std::string common = directory_of(given.front());
    for (const Given& path : given) common = common_directory(common, directory_of(path));
    return is_within(common, current) ? current : common;
}

}  // namespace

std::string nearest_with(const FileSystem& files, const std::string& start, std::string_view name) {
    std::string directory = start;
    while (true) {
        if (files.status(join_path(directory, name))) return directory;
        if (directory == "/") return {};
        directory = parent_path(directory);
    }
}

Discovered discover(const FileSystem& files, std::span<const std::string> paths, const DiscoveryOptions& options) {
    Discovered result;
    const std::vector<Given> given = look_up(files, paths, result);
    if (!given.empty()) result.root = nearest_with(files, directory_of(given.front()), ".git");
    if (result.root.empty()) result.root = fallback_root(given, files.current_directory());
    result.is_repository = files.status(join_path(result.root, ".git")).has_value();

    DirectoryWalker walker(files, options, result);
    for (const Given& path : given) {
        if (path.is_directory) continue;
        const bool below = is_within(path.location, result.root);
        walker.take_file(path.location, below ? walker.shown_path(path.location) : path.text);
    }
    for (const Given& path : given) {
        if (!path.is_directory) continue;
        result.whole = true;
        if (path.location == result.root && options.exclude.empty()) result.whole_repository = result.is_repository;
        const std::string repository = nearest_with(files, path.location, ".git");
        walker.take_directory(path.location, repository.empty() ? path.location : repository);
    }
    walker.finish();
    return result;
}

}  // namespace csr::source
