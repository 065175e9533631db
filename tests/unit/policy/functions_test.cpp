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
