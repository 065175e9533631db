#include "model/repository_files.hpp"

#include <catch2/catch.hpp>

using namespace csr;
using model::Answer;
using model::RepositoryFiles;

TEST_CASE("what a checkout has") {
    source::MemoryFileSystem files("/repo");
    files.add_file("/repo/.gitignore", "dist/\n*.log\n");
    files.add_file("/repo/web/.gitignore", "generated\n");
    files.add_file("/repo/.gitmodules", "[submodule \"lib\"]\r\n\tpath = vendor/lib/\r\n\turl = x\n");
    files.add_file("/repo/web/a.js", "");
    files.add_file("/repo/dist/made.js", "");
    files.add_file("/elsewhere/a.js", "");
    const RepositoryFiles whole(files, "/repo", true);
    CHECK(whole.has("web/a.js") == Answer::yes);
    CHECK(whole.has("./web/../web/a.js") == Answer::yes);
    CHECK(whole.has("web") == Answer::yes);
    CHECK(whole.has("web/b.js") == Answer::no);
    CHECK(whole.has("dist/made.js") == Answer::yes);
    CHECK(whole.has("dist/other.js") == Answer::unknown);
    CHECK(whole.has("web/x.log") == Answer::unknown);
    CHECK(whole.has("web/generated/x.js") == Answer::unknown);
    CHECK(whole.has("vendor/lib/x.sh") == Answer::unknown);
    CHECK(whole.has("vendor/other/x.sh") == Answer::no);
    CHECK(whole.has("../elsewhere/a.js") == Answer::unknown);
    CHECK(whole.has_directory("web") == Answer::yes);
    CHECK(whole.has_directory("web/a.js") == Answer::no);
    const RepositoryFiles part(files, "/repo", false);
    CHECK(part.has("web/a.js") == Answer::unknown);
    CHECK(part.has("web/b.js") == Answer::unknown);
}
