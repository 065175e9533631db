#include <catch2/catch.hpp>

#include "support/judged.hpp"

using namespace csr;

namespace {

std::string rule(const std::string& name, const std::string& body) {
    return "id: CSR90" + name + "\nname: rule-" + name + R"yaml(
title: {en: Jobs, ja: ジョブ}
why: {en: Because., ja: 理由。}
severity: error
requirements: []
message: {en: x, ja: x}
tests: []
)yaml" + body;
}

/// GitHub rejects it for the secret in a condition.
std::string rejected(const std::string& step) {
    return "on: push\njobs: {a: {runs-on: x, steps: [{run: " + step + "}, {run: make, if: \"secrets.A != ''\"}]}}\n";
}

policy::Outcome outcome(const std::string& body, const std::string& workflow) {
    const test::Judged judged(rule("04", body), ".github/workflows/a.yml", workflow);
    REQUIRE(judged.run.verdicts.size() == 1);
    return judged.run.verdicts[0].outcome;
}

}  // namespace

TEST_CASE("nothing is met by what a workflow does that GitHub rejects", "[judge]") {
    using enum policy::Outcome;
    const std::string job = "target: {job: true}\n";
    const std::string project = "target: {project: true}\n";
    const std::string deploying = "assert: job_does(self, 'deploys')\n";
    const std::string anywhere = "assert: project.workflows.exists(w, workflow_does(w, 'deploys'))\n";
    CHECK(outcome(job + deploying, rejected("cdk deploy")) == unknown);
    CHECK(outcome(job + deploying, rejected("npm test")) == fail);
    CHECK(outcome(job + "when: job_does(self, 'deploys')\nassert: size(self.steps) == 2\n", rejected("cdk deploy")) ==
          unknown);
    CHECK(outcome(job + "when: job_does(self, 'deploys')\nassert: has(self.timeout_minutes)\n",
                  rejected("cdk deploy")) == fail);
    CHECK(outcome(job + "assert: size(self.steps) == 2\n", rejected("cdk deploy")) == pass);
    CHECK(outcome(project + "each: ['deploys']\nassert: project.workflows.exists(w, workflow_does(w, item))\n",
                  rejected("cdk deploy")) == unknown);
    CHECK(outcome(project + anywhere, rejected("cdk deploy")) == unknown);
    CHECK(outcome(project + anywhere, rejected("npm test")) == fail);
    CHECK(outcome(project + anywhere, "on: push\njobs: {a: {runs-on: x, steps: [{run: cdk deploy}]}}\n") == pass);
}

TEST_CASE("what a special case finds, the rule that it narrows does not tell again", "[judge]") {
    const std::string general =
        rule("05", "target: {workflow: true}\neach: self.jobs.map(j, j.id)\nassert: \"false\"\n");
    const std::string special = rule("06", "narrows: [rule-05]\ntarget: {job: true}\nassert: \"self.id != 'a'\"\n");
    const test::Judged judged({{"demo/rule-05.yaml", general}, {"demo/rule-06.yaml", special}},
                              ".github/workflows/a.yml",
                              "on: push\njobs:\n  a: {runs-on: x, steps: [{run: make}]}\n"
                              "  b: {runs-on: x, steps: [{run: make}]}\n");
    std::string found;
    for (const policy::Verdict& verdict : judged.run.verdicts) {
        if (verdict.outcome != policy::Outcome::fail) continue;
        const source::Span span = verdict.location.span;
        found += verdict.rule->name + " " +
                 std::string(verdict.location.source->bytes().substr(span.begin, span.end - span.begin)) + "; ";
    }
    CHECK(found == "rule-06 a; rule-05 b; ");
}
