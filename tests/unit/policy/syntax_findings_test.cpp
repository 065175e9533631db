#include "policy/syntax_findings.hpp"

#include <catch2/catch.hpp>

#include "model/project.hpp"
#include "policy/evaluate.hpp"
#include "source/file_system.hpp"

namespace csr::policy {

namespace {

/// What becomes of a workflow whose bracket is never closed, beside one that can be read.
struct Judged {
    std::unique_ptr<const model::Project> project;
    Run run;
};

Judged judged(const Selection& selection) {
    source::MemoryFileSystem disk("/repo");
    disk.add_directory("/repo/.git");
    disk.add_file("/repo/.github/workflows/bad.yml", "on: push\njobs:\n  a:\n    runs-on: [ubuntu-latest\n");
    disk.add_file("/repo/.github/workflows/good.yml",
                  "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: make}]}}\n");
    const std::string root = "/repo";
    model::ProjectOptions options;
    options.threads = 1;
    auto project = model::Project::load(disk, std::span(&root, 1), options);
    const RuleSet rules({}, selection, Activities{});
    Run run = rules.judge(*project, base::ThreadPool(1));
    return {std::move(project), std::move(run)};
}

}  // namespace

TEST_CASE("a file that cannot be read to its end is a finding at the place, and still a problem") {
    const Judged found = judged({});
    const Run& run = found.run;
    REQUIRE(run.verdicts.size() == 1);
    const Verdict& verdict = run.verdicts.front();
    CHECK(verdict.outcome == Outcome::fail);
    CHECK(verdict.rule->name == "syntax-error");
    CHECK(verdict.rule == run.rules.front().get());
    CHECK(verdict.target.document == ".github/workflows/bad.yml");
    CHECK(verdict.location.source->lines().position(verdict.location.span.begin).line == 4);
    CHECK_FALSE(verdict.message.en.empty());
    REQUIRE(run.problems.size() == 1);
    CHECK(run.problems.front().fatal);
}

TEST_CASE("who selects other rules gets the problem alone") {
    Selection selection;
    selection.rules = {"CSR0001"};
    const Judged found = judged(selection);
    const Run& run = found.run;
    CHECK(run.verdicts.empty());
    REQUIRE(run.problems.size() == 1);
}

}  // namespace csr::policy
