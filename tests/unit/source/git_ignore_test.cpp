#include "source/git_ignore.hpp"

#include <catch2/catch.hpp>
#include <string>

using csr::source::GitIgnore;
using csr::source::GitIgnoreFile;

namespace {

bool ignored(std::string_view rules, std::string_view path, bool is_directory = false) {
    GitIgnore ignore;
    ignore.push(GitIgnoreFile("", rules));
    return ignore.is_ignored(path, is_directory);
}

}  // namespace

TEST_CASE("a pattern without a slash matches names at any depth", "[git_ignore]") {
    CHECK(ignored("*.log", "a/b/c.log"));
    CHECK(ignored("foo", "a/foo"));
    CHECK_FALSE(ignored("foo", "a/foobar"));
    CHECK(ignored("f?o", "fxo"));
    CHECK_FALSE(ignored("f?o", "fo"));
}

TEST_CASE("a slash at the front or inside anchors a pattern", "[git_ignore]") {
    CHECK(ignored("/foo", "foo"));
    CHECK_FALSE(ignored("/foo", "a/foo"));
    CHECK(ignored("a/*.txt", "a/b.txt"));
    CHECK_FALSE(ignored("a/*.txt", "a/b/c.txt"));
    CHECK_FALSE(ignored("a/*.txt", "x/a/b.txt"));
}

TEST_CASE("a slash at the end means directories", "[git_ignore]") {
    CHECK(ignored("build/", "x/build", true));
    CHECK_FALSE(ignored("build/", "x/build", false));
}

TEST_CASE("two stars cross directories", "[git_ignore]") {
    CHECK(ignored("**/foo", "foo"));
    CHECK(ignored("**/foo", "a/b/foo"));
    CHECK(ignored("a/**/b", "a/b"));
    CHECK(ignored("a/**/b", "a/x/y/b"));
    CHECK_FALSE(ignored("a/**/b", "a/xb"));
    CHECK(ignored("a/**", "a/x/y"));
    CHECK_FALSE(ignored("a/**", "a", true));
    CHECK_FALSE(ignored("a/f**d", "a/fx/d"));
}

TEST_CASE("sets, classes and escapes are understood", "[git_ignore]") {
    CHECK(ignored("[ab].txt", "b.txt"));
    CHECK_FALSE(ignored("[!ab].txt", "b.txt"));
    CHECK(ignored("[^ab].txt", "c.txt"));
    CHECK(ignored("x[0-9]", "x5"));
    CHECK(ignored("x[[:digit:]]", "x5"));
    CHECK_FALSE(ignored("x[[:digit:]]", "xa"));
    CHECK(ignored("x[]-]", "x]"));
    CHECK_FALSE(ignored("x[ab", "xa"));
    CHECK(ignored("\\#file", "#file"));
    CHECK(ignored("\\!file", "!file"));
    CHECK(ignored("a\\*b", "a*b"));
    CHECK_FALSE(ignored("a\\*b", "axb"));
    CHECK_FALSE(ignored("a\\", "a"));
}

TEST_CASE("comments, blank lines, spaces at the end and line ends are no part of a pattern", "[git_ignore]") {
    CHECK_FALSE(ignored("# foo\n\n", "# foo"));
    CHECK(ignored("foo   \n", "foo"));
    CHECK(ignored("foo\\ \n", "foo "));
    CHECK(ignored("foo\r\nbar\r\n", "foo"));
    CHECK(
        ignored("\xef\xbb\xbf"
                "foo",
                "foo"));
}

TEST_CASE("the last matching rule decides, and deeper files win", "[git_ignore]") {
    CHECK_FALSE(ignored("*.log\n!keep.log", "keep.log"));
    CHECK(ignored("!keep.log\n*.log", "keep.log"));
    GitIgnore ignore;
    ignore.push(GitIgnoreFile("", "*.json"));
    ignore.push(GitIgnoreFile("config", "!/production.json"));
    CHECK_FALSE(ignore.is_ignored("config/production.json", false));
    CHECK(ignore.is_ignored("config/sub/production.json", false));
    CHECK(ignore.is_ignored("production.json", false));
}

TEST_CASE("a pattern that makes backtracking matchers hang is answered at once", "[git_ignore]") {
    std::string pattern;
    for (int i = 0; i < 200; ++i) pattern += "a*";
    CHECK_FALSE(ignored(pattern + "b", std::string(5000, 'a')));
}

TEST_CASE("a set of a million beginnings of classes is read in one go", "[git_ignore]") {
    std::string pattern = "[";
    for (int i = 0; i < 1'000'000; ++i) pattern += "[:";
    CHECK_FALSE(ignored(pattern, "a"));
    CHECK(ignored("[[:]", ":"));
    CHECK(ignored("[[:digit:][:]", "["));
}
