#include <catch2/catch.hpp>

#include "model/project.hpp"

using namespace csr;
using namespace csr::model;

namespace {

std::vector<std::string_view> codes(const Workflow& workflow) {
    std::vector<std::string_view> result;
    for (const Diagnostic& diagnostic : workflow.late_diagnostics()) result.push_back(diagnostic.code);
    return result;
}

const std::string called =
    "on: {workflow_call: {inputs: {name: {type: string, required: true}}}}\n"
    "jobs: {b: {runs-on: ubuntu-latest, steps: [{run: x}]}}\n";

}  // namespace

TEST_CASE("A workflow that is called is read when its caller is linted alone", "[model][project]") {
    source::MemoryFileSystem files;
    files.add_file(".git/HEAD", "ref: refs/heads/main");
    files.add_file(".github/workflows/a.yml", "on: push\njobs: {a: {uses: ./.github/workflows/b.yml}}\n");
    files.add_file(".github/workflows/b.yml", called);
    const std::string path = ".github/workflows/a.yml";
    const auto project = Project::load(files, std::span(&path, 1));
    REQUIRE(project->workflows().size() == 1);
    CHECK(project->inputs().size() == 1);
    CHECK(codes(*project->workflows()[0]) == std::vector<std::string_view>{"reusable-workflow-input-missing"});
}

TEST_CASE("$/ means the repository, too", "[model][project]") {
    source::MemoryFileSystem files;
    files.add_file(".git/HEAD", "ref: refs/heads/main");
    files.add_file(".github/workflows/a.yml",
                   "on: push\n"
                   "jobs:\n"
                   "  a: {uses: $/.github/workflows/b.yml}\n"
                   "  b: {runs-on: ubuntu-latest, steps: [{uses: $/make, with: {x: y}}]}\n");
    files.add_file(".github/workflows/b.yml", called);
    files.add_file("make/action.yml", "name: x\ndescription: x\nruns: {using: composite, steps: []}\n");
    const std::string path = ".github/workflows/a.yml";
    const auto project = Project::load(files, std::span(&path, 1));
    CHECK(codes(*project->workflows()[0]) == std::vector<std::string_view>{"reusable-workflow-input-missing"});
    REQUIRE(project->workflows()[0]->diagnostics().size() == 1);
    CHECK(project->workflows()[0]->diagnostics()[0].code == "action-input-unknown");
}

TEST_CASE("Called workflows outside of .github are looked for in the folders above", "[model][project]") {
    source::MemoryFileSystem files;
    files.add_file("project/workflows/a.yml", "on: push\njobs: {a: {uses: ./reusable/b.yml}}\n");
    files.add_file("project/reusable/b.yml", called);
    const std::string path = "project/workflows/a.yml";
    const auto project = Project::load(files, std::span(&path, 1));
    REQUIRE(project->workflows().size() == 1);
    CHECK(codes(*project->workflows()[0]) == std::vector<std::string_view>{"reusable-workflow-input-missing"});
}

TEST_CASE("Nothing is read for a call that leaves the repository or names no file", "[model][project]") {
    source::MemoryFileSystem files;
    files.add_file(".git/HEAD", "ref: refs/heads/main");
    files.add_file(".github/workflows/a.yml",
                   "on: push\njobs: {a: {uses: ./../b.yml}, b: {uses: ./.github/workflows/none.yml}}\n");
    files.add_file("/b.yml", called);
    const std::string path = ".github/workflows/a.yml";
    const auto project = Project::load(files, std::span(&path, 1));
    CHECK(project->workflows()[0]->called("./../b.yml") == nullptr);
    CHECK(project->workflows()[0]->called("./.github/workflows/none.yml") == nullptr);
}

TEST_CASE("Outputs of local and popular actions are known", "[model][project]") {
    source::MemoryFileSystem files;
    files.add_file(".git/HEAD", "ref: refs/heads/main");
    files.add_file("make/action.yml",
                   "name: x\ndescription: x\noutputs: {made: {value: x}}\nruns: {using: composite, steps: []}\n");
    files.add_file(".github/workflows/a.yml",
                   "on: push\n"
                   "jobs:\n"
                   "  a:\n"
                   "    runs-on: ubuntu-latest\n"
                   "    steps:\n"
                   "      - {id: a, uses: ./make}\n"
                   "      - {id: b, uses: actions/cache@v4, with: {path: x, key: x}}\n"
                   "      - {id: c, uses: some/action@v1}\n"
                   "      - run: echo ${{ steps.a.outputs.made }} ${{ steps.b.outputs.cache-hit }} "
                   "${{ steps.c.outputs.any }}\n"
                   "      - run: echo ${{ steps.a.outputs.done }} ${{ steps.b.outputs.cache_hit }}\n");
    const std::string path = ".github/workflows/a.yml";
    const auto project = Project::load(files, std::span(&path, 1));
    REQUIRE(project->workflows().size() == 1);
    CHECK(codes(*project->workflows()[0]) ==
          std::vector<std::string_view>{"expression-undefined-property", "expression-undefined-property"});
}

TEST_CASE("What a repository has told actionlint counts", "[model][project]") {
    source::MemoryFileSystem files;
    files.add_file(".git/HEAD", "ref: refs/heads/main");
    files.add_file(".github/actionlint.yml", "self-hosted-runner: {labels: ['big-*']}\nconfig-variables: [STAGE]\n");
    files.add_file(".github/workflows/a.yml",
                   "on: push\n"
                   "jobs:\n"
                   "  a:\n"
                   "    runs-on: big-1\n"
                   "    steps: [{run: 'echo ${{ vars.stage }} ${{ vars.REGION }}'}]\n");
    const std::string path = ".github/workflows/a.yml";
    const auto project = Project::load(files, std::span(&path, 1));
    CHECK(codes(*project->workflows()[0]) == std::vector<std::string_view>{"expression-undefined-property"});
}
