#include "source/discovery.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using csr::source::Discovered;
using csr::source::MemoryFileSystem;

namespace {

std::vector<std::string> paths(const Discovered& found) {
    std::vector<std::string> all;
    for (const csr::source::FoundFile& file : found.files) all.push_back(file.path);
    return all;
}

Discovered discover(const MemoryFileSystem& files, const std::vector<std::string>& given = {}, bool respect = true) {
    csr::source::DiscoveryOptions options;
    options.respect_git_ignore = respect;
    return csr::source::discover(files, given, options);
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("candidates are found below the current directory, in order", "[discovery]") {
    MemoryFileSystem files;
    files.add_file(".git/config", "");
    files.add_file("b/template.yml", "");
    files.add_file("b.json", "");
    files.add_file("a.md", "");
    files.add_file("code.ts", "");
    files.add_file("node_modules/x/package.json", "");
    files.add_file("b/node_modules/y.json", "");
    const Discovered found = discover(files);
    CHECK(paths(found) == Paths{"a.md", "b.json", "b/template.yml"});
    CHECK(found.root == "/repo");
    CHECK(found.is_repository);
    CHECK(found.whole);
    CHECK(found.problems.empty());
}

TEST_CASE("what git ignores is left out unless it is asked for", "[discovery]") {
    MemoryFileSystem files;
    files.add_file(".git/info/exclude", "local.json\n");
    files.add_file(".gitignore", "dist/\n*.tmp.json\n");
    files.add_file("sub/.gitignore", "!keep.tmp.json\n/only.json\n");
    for (const char* path :
         {"dist/a.json", "x.tmp.json", "local.json", "sub/keep.tmp.json", "sub/only.json", "only.json"})
        files.add_file(path, "");
    CHECK(paths(discover(files)) == Paths{"only.json", "sub/keep.tmp.json"});
    CHECK(discover(files, {}, false).files.size() == 6);
}

TEST_CASE("a synthesized assembly is found although git ignores it, without its assets", "[discovery]") {
    MemoryFileSystem files;
    files.add_file(".gitignore", "cdk.out\nbuild\n");
    files.add_file("cdk.json", "{}");
    files.add_file("cdk.out/manifest.json", "");
    files.add_file("cdk.out/cdk.out", "");
    files.add_file("cdk.out/Stack.template.json", "");
    files.add_file("cdk.out/asset.1234/package.json", "");
    files.add_file("cdk.out/assembly-Prod/manifest.json", "");
    files.add_file("build/other.json", "");
    files.add_file("build/cdk.out/manifest.json", "");
    const Discovered found = discover(files);
    CHECK(paths(found) == Paths{"build/cdk.out/manifest.json", "cdk.json", "cdk.out/Stack.template.json",
                                "cdk.out/assembly-Prod/manifest.json", "cdk.out/manifest.json"});
    CHECK(found.cdk_directories == Paths{"/repo"});
    CHECK(found.files.front().ignored);
}

TEST_CASE("links are followed inside the repository only, and circles are reported", "[discovery]") {
    MemoryFileSystem files;
    files.add_file(".git/config", "");
    files.add_file("real/a.json", "");
    files.add_symlink("alias", "real");
    files.add_symlink("real/up", "..");
    files.add_symlink("self", "self");
    files.add_file("/outside/x.json", "");
    files.add_symlink("out", "/outside");
    files.add_symlink("broken.yml", "nowhere");
    const Discovered found = discover(files);
    CHECK(paths(found) == Paths{"real/a.json"});
    Paths problems;
    for (const csr::base::Error& error : found.problems) {
        problems.push_back(error.path);
        CHECK_FALSE(error.message.ja.empty());
    }
    CHECK(problems == Paths{"broken.yml", "out", "real/up", "self"});
}

TEST_CASE("named files are always taken, and only once", "[discovery]") {
    MemoryFileSystem files;
    files.add_file(".git/config", "");
    files.add_file(".gitignore", "*.txt\n");
    files.add_file("template.txt", "");
    files.add_file("a.json", "");
    const Discovered found = discover(files, {"template.txt", "a.json", "./a.json"});
    CHECK(paths(found) == Paths{"a.json", "template.txt"});
    CHECK(found.files.front().explicit_);
    CHECK_FALSE(found.whole);
    CHECK(discover(files, {".", "a.json"}).files.size() == 1);
}

TEST_CASE("a missing path is reported as the user wrote it, the others are still read", "[discovery]") {
    MemoryFileSystem files;
    files.add_file("a.json", "");
    const Discovered found = discover(files, {"nothing/here", "a.json"});
    REQUIRE(found.problems.size() == 1);
    CHECK(found.problems.front().path == "nothing/here");
    CHECK_FALSE(found.problems.front().hint.empty());
    CHECK(paths(found) == Paths{"a.json"});
}

TEST_CASE("the root is the repository, else what was given", "[discovery]") {
    MemoryFileSystem files("/repo/deep/er");
    files.add_file("/repo/.git/config", "");
    files.add_file("/repo/deep/.csr-lint.yaml", "");
    files.add_file("/repo/deep/er/a.json", "");
    CHECK(discover(files).root == "/repo");
    CHECK(paths(discover(files)) == Paths{"deep/er/a.json"});
    MemoryFileSystem bare("/somewhere");
    bare.add_file("/data/x/a.json", "");
    CHECK(discover(bare, {"/data/x"}).root == "/data/x");
}

TEST_CASE("what the configuration excludes is not even read", "[discovery]") {
    MemoryFileSystem files("/repo");
    files.add_file("/repo/.git/config", "");
    files.add_file("/repo/app/examples/a.json", "");
    files.add_file("/repo/app/b.json", "");
    files.add_file("/repo/examples/c.json", "");
    csr::source::DiscoveryOptions options;
    options.exclude = {"/examples/", "b.*"};
    options.exclude_directory = "/repo/app";
    const std::vector<std::string> all{"/repo"};
    CHECK(paths(csr::source::discover(files, all, options)) == Paths{"examples/c.json"});
    const std::vector<std::string> named{"/repo/app/examples/a.json", "/repo/examples/c.json"};
    CHECK(paths(csr::source::discover(files, named, options)) == Paths{"examples/c.json"});
}
