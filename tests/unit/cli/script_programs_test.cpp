#include "cli/script_programs.hpp"

#include <catch2/catch.hpp>

#include "cli/process.hpp"

using namespace csr;

TEST_CASE("What shellcheck writes is read, without the lines put before the script", "[cli][scripts]") {
    const auto findings = cli::read_shellcheck(
        R"({"comments":[
            {"file":"-","line":1,"endLine":1,"column":1,"endColumn":5,"level":"info","code":2086,"message":"before"},
            {"file":"-","line":3,"endLine":3,"column":6,"endColumn":8,"level":"info","code":2086,"message":"Quote this."}]})",
        1);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].line == 2);
    CHECK(findings[0].column == 6);
    CHECK(findings[0].end_column == 8);
    CHECK(findings[0].code == "SC2086");
    CHECK(findings[0].message == "Quote this.");
    CHECK(cli::read_shellcheck("no JSON", 1).empty());
    CHECK(cli::read_shellcheck(R"({"comments":[1]})", 1).empty());
}

TEST_CASE("What pyflakes writes is read", "[cli][scripts]") {
    const auto findings = cli::read_pyflakes("<stdin>:2:7: undefined name 'hello'\nno finding\n<stdin>:3: odd\n");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].line == 2);
    CHECK(findings[0].column == 7);
    CHECK(findings[0].message == "undefined name 'hello'");
}

TEST_CASE("A program gets its input and is ended when its time is up", "[cli][scripts]") {
    const std::string long_text(300'000, 'x');
    const cli::Finished echoed = cli::run_program({{"cat"}, cli::environment_without({}), long_text, 20'000});
    CHECK(echoed.status == 0);
    CHECK(echoed.out == long_text);
    // Reads nothing of what it is given.
    CHECK(cli::run_program({{"true"}, cli::environment_without({}), long_text, 20'000}).status == 0);
    CHECK(cli::run_program({{"sleep", "60"}, cli::environment_without({}), {}, 50}).status == -1);
    CHECK(cli::run_program({{"no-such-program-of-ours"}, cli::environment_without({}), {}, 50}).status != 0);
}
