// Measures the parsers: parse_benchmark [--rounds N] json|yaml PATH...
// Reads every .json, or .yaml and .yml, file below the paths, parses each in turn, and prints the median round.
// Instructions per byte: `perf stat -e instructions:u`, or `valgrind --tool=callgrind --toggle-collect='parse_*'`,
// divided by the number of bytes times rounds that is printed.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/files.hpp"
#include "syntax/node.hpp"

namespace {

using Clock = std::chrono::steady_clock;

struct Options {
    bool json = false;
    int rounds = 25;
    std::vector<std::filesystem::path> paths;
};

using Sources = std::vector<std::unique_ptr<csr::source::Source>>;

bool wanted(const std::filesystem::path& path, bool json) {
    return json ? path.extension() == ".json" : path.extension() == ".yaml" || path.extension() == ".yml";
}

Sources read_all(const Options& options) {
    Sources sources;
    for (const auto& root : options.paths) {
        for (const auto& path : csr::test::files_below(root)) {
            if (!wanted(path, options.json)) continue;
            sources.push_back(std::make_unique<csr::source::Source>(path.generic_string(), csr::test::read_file(path)));
        }
    }
    return sources;
}

std::size_t memory_of(const csr::syntax::Tree& tree) {
    std::size_t decoded = 0;
    for (const auto& node : tree.nodes()) {
        if (node.text_begin >= tree.source().bytes().size()) decoded += node.size;
    }
    return tree.nodes().capacity() * sizeof(csr::syntax::Node) + decoded +
           tree.comments().capacity() * sizeof(csr::syntax::Comment);
}

int run(const Options& options) {
    const Sources sources = read_all(options);
    std::size_t bytes = 0;
    std::size_t memory = 0;
    std::size_t nodes = 0;
    const auto parse = options.json ? csr::syntax::parse_json : csr::syntax::parse_yaml;
    for (const auto& source : sources) {
        bytes += source->bytes().size();
        const auto tree = parse(*source, {});
        memory += memory_of(tree);
        nodes += tree.nodes().size();
    }
    if (bytes == 0) return EXIT_FAILURE;
    std::vector<double> seconds;
    std::size_t kept = 0;
    for (int round = 0; round < options.rounds; ++round) {
        const auto begin = Clock::now();
        for (const auto& source : sources) kept += parse(*source, {}).nodes().size();
        seconds.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
    }
    std::sort(seconds.begin(), seconds.end());
    const double median = seconds[seconds.size() / 2];
    const auto total = static_cast<double>(bytes);
    std::cout << fmt::format(
        "{} {} files, {} bytes x {} rounds, {} nodes: {:.0f} MB/s (best {:.0f}), tree {:.2f} bytes per input byte\n",
        sources.size(), options.json ? "JSON" : "YAML", bytes, options.rounds + 1, nodes, total / median / 1e6,
        total / seconds.front() / 1e6, static_cast<double>(memory) / total);
    return kept == nodes * static_cast<std::size_t>(options.rounds) ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int count, char** arguments) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--rounds" && i + 1 < count) {
            options.rounds = std::max(1, std::atoi(arguments[++i]));
        } else if (argument == "json" || argument == "yaml") {
            options.json = argument == "json";
        } else {
            options.paths.emplace_back(argument);
        }
    }
    return run(options);
}
