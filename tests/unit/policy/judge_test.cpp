#include "policy/judge.hpp"

#include <catch2/catch.hpp>

#include "support/judged.hpp"

using namespace csr;

TEST_CASE("a value of the wrong type is named as what to mend") {
    const test::Judged judged(R"yaml(id: CSR9004
name: rule
title: {en: Rules, ja: ルール}
why: {en: Because., ja: 理由。}
severity: error
requirements: []
target: {resource: [AWS::S3::Bucket]}
assert: size(self.BucketEncryption.ServerSideEncryptionConfiguration) > 0
message: {en: x, ja: x}
tests: []
)yaml",
                              "template.yaml",
                              "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n"
                              "      BucketEncryption: [AES256]\n");
    REQUIRE(judged.run.verdicts.size() == 1);
    const policy::Verdict& verdict = judged.run.verdicts[0];
    CHECK(verdict.outcome == policy::Outcome::unknown);
    REQUIRE(verdict.because.size() == 1);
    CHECK(verdict.because[0].en ==
          "/Resources/Bucket/Properties/BucketEncryption is not of the type that belongs there: mend it");
    CHECK(verdict.causes == std::vector<std::string>{"wrong_type:/Resources/Bucket/Properties/BucketEncryption"});
}
