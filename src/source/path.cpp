#include "source/path.hpp"

#include <vector>

namespace csr::source {

std::string absolute_path(std::string_view path, std::string_view directory) {
    std::string joined;
    if (path.empty() || path.front() != '/') joined = std::string(directory) + '/';
    joined += path;

    std::vector<std::string_view> names;
    std::string_view rest = joined;
    while (!rest.empty()) {
        const std::size_t slash = rest.find('/');
        const std::string_view name = rest.substr(0, slash);
        rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
        if (name.empty() || name == ".") continue;
        if (name != "..") {
            names.push_back(name);
        } else if (!names.empty()) {
            names.pop_back();
        }
    }
    std::string result;
    for (const std::string_view name : names) {
        result += '/';
        result += name;
    }
    return result.empty() ? "/" : result;
}

std::string join_path(std::string_view directory, std::string_view name) {
    std::string joined(directory);
    if (!joined.empty() && joined.back() != '/') joined += '/';
    joined += name;
    return joined;
}

std::string_view file_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view parent_path(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return {};
    return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

std::string_view extension(std::string_view path) {
    const std::string_view name = file_name(path);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot);
}

bool is_environment_file(std::string_view name) {
    return name == ".env" || name.starts_with(".env.") || (name.size() > 4 && name.ends_with(".env"));
}

bool is_within(std::string_view path, std::string_view directory) {
    if (!path.starts_with(directory)) return false;
    return directory.ends_with('/') || path.size() == directory.size() || path[directory.size()] == '/';
}

std::string_view relative_path(std::string_view path, std::string_view directory) {
    if (path.size() <= directory.size()) return ".";
    path.remove_prefix(directory.size());
    return path.starts_with('/') ? path.substr(1) : path;
}

}  // namespace csr::source
