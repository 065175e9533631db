#include <catch2/catch.hpp>

#include "support/judged.hpp"

using namespace csr;
using csr::test::Judged;

namespace {

std::string rule_asserting(const std::string& assertion) {
    return R"yaml(id: CSR9005
name: rule
title: {en: Jobs, ja: ジョブ}
why: {en: Because., ja: 理由。}
severity: error
requirements: []
target: {job: true}
when: self.id == 'deploy'
assert: )yaml" +
           assertion + R"yaml(
message: {en: x, ja: x}
tests: []
)yaml";
}

constexpr const char* workflow = R"yaml(on: {push: {branches: [main]}}
jobs:
  test:
    runs-on: ubuntu-latest
    steps: [{run: npm test}]
  other:
    runs-on: ubuntu-latest
    steps: [{run: npm test}]
  deploy:
    needs: test
    if: always()
    runs-on: ubuntu-latest
    steps: [{run: make}]
)yaml";

/// The finding with its flow as text: "LOCATION | STORY | STEP @BYTES ...".
std::string flow_of(const std::string& assertion) {
    const Judged judged(rule_asserting(assertion), ".github/workflows/deploy.yml", workflow);
    std::string text;
    for (const policy::Verdict& verdict : judged.run.verdicts) {
        if (verdict.outcome != policy::Outcome::fail) continue;
        const auto at = [](const policy::Location& location) {
            const auto [begin, end] = location.span;
            return std::string(location.source->bytes().substr(begin, end - begin));
        };
        text += at(verdict.location);
        if (!verdict.flow) continue;
        text += " | " + verdict.flow->story.en;
        for (const policy::Related& step : verdict.flow->steps)
            text += " | " + step.message.en + " @" + at(step.location);
    }
    return text;
}

}  // namespace

TEST_CASE("a finding that a refuted proof decided carries the counterexample") {
    CHECK(flow_of("self.workflow.jobs.exists(j, j.id == 'test' && succeeds_before(j, self))") ==
          "always() | push to main: test fails -> deploy still runs, because its `if` has always() | push to main "
          "@push | "
          "test fails @test | deploy still runs, because its `if` has always() @always()");
}

TEST_CASE("of several refuted proofs the first one that decided is told") {
    CHECK(flow_of("self.workflow.jobs.exists(j, j.id != 'deploy' && succeeds_before(j, self))").find("test fails") !=
          std::string::npos);
}

TEST_CASE("a refuted proof that did not decide is not told") {
    CHECK(flow_of("self.workflow.jobs.exists(j, !succeeds_before(j, self)) && has(self.environment)") == "deploy");
    CHECK(flow_of("self.workflow.jobs.exists(j, j.id == 'test' && succeeds_before(j, self) || j.id == 'other') && "
                  "has(self.environment)") == "deploy");
}
