#include "source/git_index.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using csr::source::GitIndex;

namespace {

std::string number(std::uint32_t value) {
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>((value >> shift) & 0xffU);
    return bytes;
}

/// An index as git writes it: everything but the paths is zero.
std::string index_of(std::uint32_t version, const std::vector<std::string>& paths) {
    std::string bytes = "DIRC" + number(version) + number(static_cast<std::uint32_t>(paths.size()));
    std::string before;
    for (const std::string& path : paths) {
        std::string entry(62, '\0');
        if (version == 4) {
            std::size_t common = 0;
            while (common < before.size() && common < path.size() && before[common] == path[common]) ++common;
            entry += static_cast<char>(before.size() - common);
            entry += path.substr(common);
            entry += '\0';
        } else {
            entry += path;
            do entry += '\0';
            while (entry.size() % 8 != 0);
        }
        bytes += entry;
        before = path;
    }
    return bytes + std::string(20, '\0');
}

}  // namespace

TEST_CASE("tracked paths are read from every version of the index", "[git_index]") {
    for (const std::uint32_t version : {2U, 3U, 4U}) {
        const auto index = GitIndex::parse(index_of(version, {"a.txt", "cdk.out/manifest.json", "cdk.out/tree.json"}));
        REQUIRE(index);
        CHECK(index->paths().size() == 3);
        CHECK(index->is_tracked("cdk.out/manifest.json"));
        CHECK_FALSE(index->is_tracked("cdk.out"));
    }
}

TEST_CASE("a broken index is an error, wherever it breaks off", "[git_index]") {
    const std::string whole = index_of(4, {"abc", "abd"});
    CHECK_FALSE(GitIndex::parse(""));
    CHECK_FALSE(GitIndex::parse("DIRC" + number(9) + number(0)));
    CHECK_FALSE(GitIndex::parse(whole.substr(0, 70)));
    CHECK_FALSE(GitIndex::parse("DIRC" + number(2) + number(0xffffffffU)));
}

TEST_CASE("the index of a linked work tree is found, and no repository has an empty one", "[git_index]") {
    csr::source::MemoryFileSystem files;
    files.add_file("/main/.git/worktrees/w/index", index_of(2, {"x"}));
    files.add_file("/w/.git", "gitdir: /main/.git/worktrees/w\n");
    CHECK(GitIndex::read(files, "/w")->is_tracked("x"));
    CHECK(GitIndex::read(files, "/elsewhere")->paths().empty());
}
