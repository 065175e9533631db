#include "source/file_system.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "source/path.hpp"

using namespace csr::source;

TEST_CASE("errors say what is wrong in both languages and how to go on", "[file_system]") {
    MemoryFileSystem files;
    files.add_file("a.json", std::string(3 << 20, 'x'));
    files.add_file("secret.json", "{}");
    files.deny("secret.json");
    files.add_symlink("loop", "loop");
    for (const char* path : {"nothing", "secret.json", "loop", "/repo"}) {
        const auto bytes = files.read_file(path, largest_file);
        REQUIRE_FALSE(bytes);
        CHECK(bytes.error().path == path);
        CHECK_FALSE(bytes.error().message.en.empty());
        CHECK_FALSE(bytes.error().message.ja.empty());
        CHECK_FALSE(bytes.error().hint.en.empty());
    }
    const auto large = files.read_file("a.json", 1 << 20);
    REQUIRE_FALSE(large);
    CHECK(large.error().message.en == "is too large: 3 MiB, at most 1 MiB are read");
}

TEST_CASE("a directory's names come sorted and links are followed to files", "[file_system]") {
    MemoryFileSystem files;
    files.add_file("d/b", "bee", 7);
    files.add_file("d/a-b", "");
    files.add_file("d/a/x", "");
    files.add_symlink("link", "d/b");
    const auto entries = files.list("d");
    REQUIRE(entries);
    REQUIRE(entries->size() == 3);
    CHECK((*entries)[0].name == "a");
    CHECK((*entries)[1].name == "a-b");
    CHECK((*entries)[0].kind == FileKind::directory);
    CHECK(*files.read_file("link", largest_file) == "bee");
    CHECK(files.status("link")->modified == 7);
    CHECK(*files.canonical("link") == "/repo/d/b");
}

TEST_CASE("an overlay replaces one file", "[file_system]") {
    MemoryFileSystem files;
    files.add_file("a", "old");
    const OverlayFileSystem overlay(files, "a", "new");
    CHECK(*overlay.read_file("/repo/a", largest_file) == "new");
    const OverlayFileSystem other(files, "not-there.yml", "text");
    CHECK(*other.read_file("not-there.yml", largest_file) == "text");
    CHECK(other.status("/repo/not-there.yml")->kind == FileKind::file);
}

TEST_CASE("paths are taken apart and put together as text", "[path]") {
    CHECK(absolute_path("../x/./y//z", "/a/b") == "/a/x/y/z");
    CHECK(absolute_path("/..", "/a") == "/");
    CHECK(extension("a/b.test.JSON") == ".JSON");
    CHECK(extension(".gitignore").empty());
    CHECK(parent_path("/a") == "/");
    CHECK(parent_path("a").empty());
    CHECK(is_within("/a/b", "/a"));
    CHECK_FALSE(is_within("/ab", "/a"));
    CHECK(relative_path("/a/b/c", "/a") == "b/c");
    CHECK(relative_path("/a", "/") == "a");
}
