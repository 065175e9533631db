#include "policy/functions.hpp"

#include <catch2/catch.hpp>

#include "support/judged.hpp"

using namespace csr;

TEST_CASE("a question about jobs is an error for the steps of an action, which belong to none") {
    const std::string asked = GENERATE("precedes(self, self)", "succeeds_before(self, self)",
                                       "rolled_back_by(self, self)", "confirmed(self, 'a', 'b')");
    const std::string rule = R"yaml(id: CSR9004
name: rule
title: {en: Steps, ja: ステップ}
why: {en: Because., ja: 理由。}
severity: error
requirements: []
target: {step: any}
assert: )yaml" + asked + R"yaml(
message: {en: x, ja: x}
tests: []
)yaml";
    const test::Judged judged(
        rule, "action.yml",
        "name: a\ndescription: b\nruns:\n  using: composite\n  steps: [{run: make, shell: bash}]\n");
    REQUIRE(judged.run.verdicts.size() == 1);
    CHECK(judged.run.verdicts[0].outcome == policy::Outcome::unknown);
    CHECK(judged.run.verdicts[0].because[0].en == "the argument is no step of a job");
}

TEST_CASE("a text takes each option of the choice inputs that it reads", "[functions]") {
    const auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"production", "production"},
        {"${{ inputs.target }}", "dev|prod"},
        {"a-${{ github.event.inputs.Target }}-b", "a-dev-b|a-prod-b"},
        {"${{ inputs.target }}/${{ inputs.target }}", "dev/dev|dev/prod|prod/dev|prod/prod"},
        {"${{ inputs.word }}", "${{ inputs.word }}"},
        {"${{ inputs.target || 'x' }}", "${{ inputs.target || 'x' }}"},
        {"${{ vars.A }}-${{ inputs.target }}", "${{ vars.A }}-dev|${{ vars.A }}-prod"},
    }));
    const std::string rule = R"yaml(id: CSR9004
name: rule
title: {en: Choices, ja: 選択肢}
why: {en: Because., ja: 理由。}
severity: error
requirements: []
target: {job: true}
assert: "false"
message: {en: "{with_choices(workflow, self.name).join('|')}", ja: x}
tests: []
)yaml";
    const test::Judged judged(
        rule, ".github/workflows/a.yml",
        "on: {workflow_dispatch: {inputs: {target: {type: choice, options: [dev, prod]}, word: {}}}}\n"
        "jobs: {a: {name: \"" +
            text + "\", runs-on: x, steps: [{run: make}]}}\n");
    REQUIRE(judged.run.verdicts.size() == 1);
    CHECK(judged.run.verdicts[0].message.en == expected);
}
