#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace csr::test {

/// The whole file; empty when it cannot be read.
inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// A folder of the shared material (CSR_LINT_SHARED, by default next to the checkout); says so when it is missing.
inline std::optional<std::filesystem::path> shared_folder(const std::string& name) {
    const char* variable = std::getenv("CSR_LINT_SHARED");
    const std::filesystem::path root = variable != nullptr ? variable : CSR_SOURCE_DIR "/../shared";
    if (std::filesystem::is_directory(root / name)) return root / name;
    std::cout << "skipped: " << name << " is not in " << root.generic_string() << '\n';
    return std::nullopt;
}

/// All regular files below `folder`, sorted.
inline std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace csr::test
