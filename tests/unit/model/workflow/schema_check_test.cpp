#include "model/workflow/schema_check.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "model/document.hpp"

using namespace csr;

namespace {

/// "line code" of what a workflow breaks.
std::vector<std::string> mistakes(std::string text) {
    const model::Document document(".github/workflows/w.yml", std::move(text), false);
    std::vector<model::Diagnostic> found;
    model::check_schema(model::workflow_schema(), "workflow-root-strict", document.root(), found);
    std::vector<std::string> lines;
    for (const model::Diagnostic& one : found)
        lines.push_back(fmt::format("{} {}", document.source().lines().position(one.span.begin).line, one.code));
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a workflow that GitHub accepts") {
    CHECK(mistakes(R"(name: CI
run-name: ${{ github.actor }}
on:
  push: {branches: [main]}
  pull_request:
  schedule: [{cron: '0 3 * * *'}]
  workflow_dispatch:
    inputs: {level: {type: choice, options: [a, b], default: a, description: x}}
permissions: {contents: read, id-token: write}
env: {A: 1, B: null}
concurrency: {group: x, cancel-in-progress: true}
jobs:
  test:
    runs-on: [self-hosted, linux]
    strategy: {matrix: {node: [20, 22], include: '${{ fromJSON(vars.X) }}'}, max-parallel: 2}
    timeout-minutes: ${{ vars.T }}
    container: {image: node, credentials: {username: a, password: '${{ secrets.P }}'}}
    services: {db: {image: postgres, ports: ['5432:5432']}}
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
      - run: npm test
        continue-on-error: true
  call:
    needs: test
    uses: ./.github/workflows/x.yml
    with: {a: 1}
    secrets: inherit
)") == Lines{});
}

TEST_CASE("keys, types and values are compared with the schema") {
    const auto [text, expected] = GENERATE(table<std::string, Lines>({
        {"on: push\n", {"1 missing-key"}},
        {"on: pushed\njobs: {a: {runs-on: x, steps: [{run: y}]}}\n", {"1 event-unknown"}},
        {"on:\n  release:\n    branches: [x]\njobs: {a: {runs-on: x, steps: [{run: y}]}}\n",
         {"3 event-filter-unavailable"}},
        {"on:\n  create:\n    branches: [x]\njobs: {a: {runs-on: x, steps: [{run: y}]}}\n",
         {"3 event-filter-unavailable"}},
        {"on:\n  issues:\n    types: [open]\njobs: {a: {runs-on: x, steps: [{run: y}]}}\n", {"3 event-type-unknown"}},
        {"on: push\npermissions:\n  content: read\n  models: write\njobs: {a: {runs-on: x, steps: [{run: y}]}}\n",
         {"3 permission-unknown", "4 permission-invalid"}},
        {"on: push\njobs:\n  a:\n    runs-on: x\n    Runs-on: x\n    steps: [{run: y}]\n",
         {"5 duplicate-key", "5 unknown-key"}},
        {"on: push\njobs:\n  a:\n    runs-on: x\n    timeout-minutes: '3'\n    steps: [{run: y}]\n",
         {"5 type-mismatch"}},
        {"on: push\njobs:\n  a:\n    runs-on: x\n    timeout-minutes: -1\n    steps: [{run: y}]\n", {"5 out-of-range"}},
        {"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: y\n        with: {}\n",
         {"7 conflicting-keys"}},
        {"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - name: y\n", {"6 step-incomplete"}},
        {"on: push\njobs:\n  a:\n    runs-on: []\n    steps:\n", {"4 empty-value", "5 empty-value"}},
        {"on: push\njobs:\n  a:\n    uses: o/r/.github/workflows/w.yml@v1\n    steps: []\n", {"5 conflicting-keys"}},
    }));
    INFO(text);
    CHECK(mistakes(text) == expected);
}
