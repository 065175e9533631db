#include <catch2/catch.hpp>

#include "support/judged.hpp"

using namespace csr;
using csr::test::Judged;

namespace {

constexpr const char* ingress_rule = R"yaml(id: CSR9002
name: open-ingress
title: {en: Nothing is open, ja: 公開しない}
why: {en: Because., ja: 理由。}
severity: error
requirements: []
target: {resource: AWS::EC2::SecurityGroup}
each: self.?SecurityGroupIngress.orValue([])
assert: item.?CidrIp.orValue("") != "0.0.0.0/0"
message: {en: "open to {item.CidrIp}", ja: "{item.CidrIp} に公開"}
tests: []
)yaml";

constexpr const char* need_rule = R"yaml(id: CSR9003
name: need-undefined
title: {en: Needs exist, ja: needs がある}
why: {en: Because., ja: 理由。}
severity: error
requirements: []
target: {workflow: true}
let: {text: item.code + "!"}
each: self.diagnostics("need-undefined")
assert: text == ""
message: {en: "{text} {item.message}", ja: "{item.message}"}
tests: []
)yaml";

using Findings = std::vector<std::string>;

std::string group(const std::string& ingress) {
    return "Parameters: {Open: {Type: String}}\nConditions: {IsOpen: !Equals [!Ref Open, 'yes']}\n"
           "Resources:\n  Group:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n" +
           ingress;
}

}  // namespace

TEST_CASE("a rule with `each` finds every item that fails, each at its own place") {
    const Judged judged(ingress_rule, "template.yaml",
                        group("      SecurityGroupIngress:\n        - {CidrIp: 10.0.0.0/8, FromPort: 1}\n"
                              "        - {CidrIp: 0.0.0.0/0, FromPort: 2}\n"
                              "        - {FromPort: 3, CidrIp: 0.0.0.0/0}\n"));
    CHECK(judged.findings() == Findings{"1 0.0.0.0/0: open to 0.0.0.0/0", "1 0.0.0.0/0: open to 0.0.0.0/0"});
    CHECK(judged.run.verdicts[0].location.span.begin < judged.run.verdicts[1].location.span.begin);
}

TEST_CASE("a rule with `each` passes once where no item fails, also without any") {
    CHECK(Judged(ingress_rule, "template.yaml", group("")).findings() == Findings{"0 Group: "});
    CHECK(Judged(ingress_rule, "template.yaml", group("      SecurityGroupIngress: [{CidrIp: 10.0.0.0/8}]\n"))
              .findings() == Findings{"0 Group: "});
}

TEST_CASE("an item that fails in one scenario names it; one that cannot be known is unknown") {
    const Judged judged(ingress_rule, "template.yaml",
                        group("      SecurityGroupIngress:\n        - CidrIp: !If [IsOpen, 0.0.0.0/0, 10.0.0.0/8]\n"
                              "        - CidrIp: !Ref Open\n"));
    REQUIRE(judged.run.verdicts.size() == 2);
    CHECK(judged.run.verdicts[0].outcome == policy::Outcome::fail);
    REQUIRE_FALSE(judged.run.verdicts[0].scenario.empty());
    CHECK(judged.run.verdicts[0].scenario[0].en == "IsOpen is true");
    CHECK(judged.run.verdicts[1].outcome == policy::Outcome::unknown);
}

TEST_CASE("items whose list hangs on a condition are judged in the scenario that has them") {
    const Judged judged(ingress_rule, "template.yaml",
                        group("      SecurityGroupIngress: !If [IsOpen, [{CidrIp: 0.0.0.0/0}], []]\n"));
    REQUIRE(judged.run.verdicts.size() == 1);
    CHECK(judged.run.verdicts[0].outcome == policy::Outcome::fail);
    CHECK_FALSE(judged.run.verdicts[0].scenario.empty());
}

TEST_CASE("what the model finds wrong becomes a finding at its exact bytes, in the reader's language") {
    const Judged judged(need_rule, ".github/workflows/w.yml",
                        "on: push\njobs:\n  a: {needs: [b, c], runs-on: x, steps: [{run: y}]}\n");
    const Findings found = judged.findings();
    REQUIRE(found.size() == 2);
    CHECK(found[0].starts_with("1 b: need-undefined! "));
    CHECK(found[1].starts_with("1 c: need-undefined! "));
    CHECK(judged.run.verdicts[0].message.ja != judged.run.verdicts[0].message.en);
}
