#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace {

constexpr std::array<std::string_view, 8> layers{"base", "source", "syntax", "model", "cel", "policy", "report", "cli"};

/// The rank of the layer a path below src/ belongs to; `layers.size()` for src/ itself (main.cpp).
std::size_t rank(std::string_view path) {
    const std::string_view layer = path.substr(0, path.find('/'));
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i] == layer) return i;
    }
    return layers.size();
}

bool allowed(std::string_view from, std::string_view to) {
    const bool from_report = from.starts_with("report/");
    const bool to_meaning = to.starts_with("syntax/") || to.starts_with("model/") || to.starts_with("cel/");
    return rank(to) <= rank(from) && !(from_report && to_meaning);
}

}  // namespace

TEST_CASE("includes go one way only: base < source < syntax < model < cel < policy < report < cli") {
    const std::filesystem::path src = std::filesystem::path(CSR_SOURCE_DIR) / "src";
    std::size_t includes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(src)) {
        if (!entry.is_regular_file()) continue;
        const std::string from = std::filesystem::relative(entry.path(), src).generic_string();
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            constexpr std::string_view marker = "#include \"";
            if (!line.starts_with(marker)) continue;
            const std::string to = line.substr(marker.size(), line.find('"', marker.size()) - marker.size());
            ++includes;
            INFO(from << " includes " << to);
            CHECK(std::filesystem::exists(src / to));
            CHECK(allowed(from, to));
        }
    }
    CHECK(includes > 10);
}
