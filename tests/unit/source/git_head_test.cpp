#include "source/git_head.hpp"

#include <catch2/catch.hpp>

using csr::source::MemoryFileSystem;
using csr::source::read_git_head;

namespace {

const std::string commit(40, 'a');

}  // namespace

TEST_CASE("a branch leads to its commit", "[git_head]") {
    MemoryFileSystem files;
    files.add_file("/repo/.git/HEAD", "ref: refs/heads/feature/x\n");
    CHECK(read_git_head(files, "/repo").commit.empty());
    CHECK(read_git_head(files, "/repo").branch == "feature/x");
    files.add_file("/repo/.git/packed-refs",
                   "# pack-refs\n" + std::string(40, 'b') + " refs/heads/main\n" + commit + " refs/heads/feature/x\n");
    CHECK(read_git_head(files, "/repo").commit == commit);
    files.add_file("/repo/.git/refs/heads/feature/x", std::string(40, 'c') + "\n");
    CHECK(read_git_head(files, "/repo").commit == std::string(40, 'c'));
}

TEST_CASE("a detached head is a commit without a branch", "[git_head]") {
    MemoryFileSystem files;
    files.add_file("/repo/.git/HEAD", commit + "\n");
    CHECK(read_git_head(files, "/repo").commit == commit);
    CHECK(read_git_head(files, "/repo").branch.empty());
}

TEST_CASE("a linked work tree shares the references", "[git_head]") {
    MemoryFileSystem files;
    files.add_file("/linked/.git", "gitdir: /repo/.git/worktrees/linked\n");
    files.add_file("/repo/.git/worktrees/linked/HEAD", "ref: refs/heads/main\n");
    files.add_file("/repo/.git/worktrees/linked/commondir", "../..\n");
    files.add_file("/repo/.git/refs/heads/main", commit + "\n");
    CHECK(read_git_head(files, "/linked").commit == commit);
}

TEST_CASE("nonsense gives nothing", "[git_head]") {
    MemoryFileSystem files;
    files.add_directory("/repo");
    CHECK(read_git_head(files, "/repo").commit.empty());
    files.add_file("/repo/.git/HEAD", "ref: ../../etc/passwd\n");
    files.add_file("/repo/.git/etc/passwd", commit);
    CHECK(read_git_head(files, "/repo").commit.empty());
    files.add_file("/repo/.git/HEAD", "<script>\n");
    CHECK(read_git_head(files, "/repo").commit.empty());
}
