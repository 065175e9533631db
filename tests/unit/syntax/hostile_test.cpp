#include <catch2/catch.hpp>
#include <string>

#include "support/files.hpp"
#include "support/tree_invariants.hpp"
#include "syntax/node.hpp"

using csr::source::Source;
using namespace csr::syntax;

namespace {

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("inputs on which other parsers hang or crash") {
    const auto folder = csr::test::shared_folder("corpora/hostile");
    if (!folder) return;
    for (const auto& path : csr::test::files_below(*folder)) {
        const Source source("in.yaml", csr::test::read_file(path));
        INFO(path.generic_string());
        CHECK(csr::test::broken_invariant(parse_yaml(source)).empty());
        CHECK(csr::test::broken_invariant(parse_json(source)).empty());
    }
}

// Each of these is megabytes long, so that anything but linear time would not finish.
TEST_CASE("large inputs of every shape end") {
    const int n = 100000;
    const std::string deep = repeated("[[a]: b, ", 500);
    for (const std::string& text : {repeated("[", n),
                                    repeated("{a: ", n),
                                    repeated("- ", n),
                                    repeated("? ", n),
                                    repeated("a:\n ", n),
                                    repeated("&a ", n),
                                    repeated("!a ", n),
                                    repeated("*a ", n),
                                    repeated("!<", n),
                                    repeated("\"a\nb\" ", n),
                                    repeated("a\n", n),
                                    repeated("\n", n),
                                    repeated(" \n", n),
                                    repeated("#\n", n),
                                    repeated("---\n", n),
                                    repeated("...\n", n),
                                    repeated("%YAML 1.2\n", n),
                                    repeated("%TAG ! a\n", n),
                                    "|\n" + repeated(" \n", n) + "a",
                                    ">\n" + repeated("a\n\n b\n", n),
                                    "[" + repeated("a: b, ", n) + "]",
                                    "{" + repeated("a, ", n) + "}",
                                    repeated("a: |\n", n),
                                    repeated("\t", n),
                                    repeated("'", n),
                                    repeated("''", n),
                                    repeated("\"\\", n),
                                    repeated("a: 'x\n", n),
                                    repeated(": ", n),
                                    repeated(",", n),
                                    "[" + repeated(",", n),
                                    deep + repeated("]", 500),
                                    repeated("&a1 a: ", n),
                                    "[" + repeated("&a [x]: *a, ", n) + "]",
                                    repeated("x: y: ", n)}) {
        const Source source("in.yaml", text);
        INFO(text.substr(0, 20));
        CHECK(csr::test::broken_invariant(parse_yaml(source)).empty());
        CHECK(csr::test::broken_invariant(parse_json(source)).empty());
    }
}

TEST_CASE("keys that collide in a hash table end, too") {
    std::string text = "{";
    for (int i = 0; i < 100000; ++i) text += "\"" + std::to_string(i * 4096) + "\": 0,\n";
    const Source source("in.json", text + "\"0\": 1}");
    CHECK(parse_json(source).duplicates().size() == 1);
}
