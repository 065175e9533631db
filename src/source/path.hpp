#pragma once

#include <string>
#include <string_view>

/// Paths as text with '/' between the names; nothing here looks at a disk.
namespace csr::source {

/// `path` made absolute against `directory`, with ".", ".." and doubled slashes taken out.
[[nodiscard]] std::string absolute_path(std::string_view path, std::string_view directory);
/// `directory`/`name`.
[[nodiscard]] std::string join_path(std::string_view directory, std::string_view name);
/// The last name of `path`.
[[nodiscard]] std::string_view file_name(std::string_view path);
/// Everything before the last name, without the slash; "/" for a file in the root, empty for a bare name.
[[nodiscard]] std::string_view parent_path(std::string_view path);
/// The last name's ending with its dot, lower or upper case as written; empty without one.
[[nodiscard]] std::string_view extension(std::string_view path);
/// Whether a file of that name holds environment variables: .env, .env.production, production.env.
[[nodiscard]] bool is_environment_file(std::string_view name);
/// Whether the absolute `path` is `directory` or lies below it.
[[nodiscard]] bool is_within(std::string_view path, std::string_view directory);
/// `path` seen from `directory`, which holds it (see is_within); "." for the directory itself.
[[nodiscard]] std::string_view relative_path(std::string_view path, std::string_view directory);

}  // namespace csr::source
