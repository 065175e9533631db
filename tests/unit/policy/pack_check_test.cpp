#include "policy/pack_check.hpp"

#include <catch2/catch.hpp>

#include "support/packs.hpp"

using csr::base::Error;
using csr::test::good_rule;
using csr::test::mistakes_in;
using csr::test::replaced;

namespace {

/// The mistakes after replacing one part of the good rule.
std::vector<Error> after(const std::string& from, const std::string& to) {
    const std::string text = replaced(good_rule, from, to);
    REQUIRE_FALSE(text.empty());
    return mistakes_in(text);
}

void check_one(const std::vector<Error>& errors, std::uint32_t line, std::uint32_t column, const std::string& message) {
    for (const Error& error : errors) UNSCOPED_INFO(error.line << ":" << error.column << " " << error.message.en);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].path == "demo/log-group-retention.yaml");
    CHECK(errors[0].line == line);
    CHECK(errors[0].column == column);
    CHECK_THAT(errors[0].message.en, Catch::Matchers::Contains(message));
    CHECK_FALSE(errors[0].message.ja.empty());
}

}  // namespace

TEST_CASE("a right rule has no mistakes") {
    for (const Error& error : mistakes_in(good_rule))
        FAIL_CHECK(error.line << ":" << error.column << " " << error.message.en);
}

TEST_CASE("the pack checker rejects an unknown key and says which was meant") {
    const std::vector<Error> errors = after("severity: error", "severity: error\nequivalent: {}");
    check_one(errors, 6, 1, "unknown key \"equivalent\"");
    CHECK(errors[0].hint.en == "did you mean \"equivalents\"?");
    CHECK(errors[0].hint.ja == "もしかして: \"equivalents\"");
}

TEST_CASE("the pack checker rejects an unknown resource type") {
    const std::vector<Error> errors = after("resource: AWS::Logs::LogGroup}", "resource: AWS::Logs::LogGrop}");
    check_one(errors, 8, 20, "unknown resource type");
    CHECK(errors[0].hint.en == "did you mean \"AWS::Logs::LogGroup\"?");
}

TEST_CASE("the pack checker rejects a property that the schema does not have") {
    const std::vector<Error> errors = after("self.RetentionInDays == params.days", "self.RetentionDays == params.days");
    check_one(errors, 9, 43, "RetentionDays");
}

TEST_CASE("the pack checker finds the column inside a block scalar") {
    const std::vector<Error> errors =
        after("assert: has(self.RetentionInDays) && self.RetentionInDays == params.days",
              "assert: |\n  has(self.RetentionInDays)\n    && self.RetentionDays == params.days");
    check_one(errors, 11, 13, "RetentionDays");
}

TEST_CASE("the pack checker finds the column inside folded and quoted scalars") {
    check_one(after("assert: has(self.RetentionInDays) && self.RetentionInDays == params.days",
                    "assert: >-\n  has(self.RetentionInDays) &&\n  self.RetentionDays == params.days"),
              11, 8, "RetentionDays");
    check_one(after("assert: has(self.RetentionInDays) && self.RetentionInDays == params.days",
                    "assert: 'has(self.RetentionInDays) && self.LogGroupNam == ''x'' && params.days > 0'"),
              9, 44, "LogGroupNam");
}

TEST_CASE("the pack checker rejects an unguarded read of what may be absent") {
    check_one(after("has(self.RetentionInDays) && self", "self"), 9, 14, "RetentionInDays");
}

TEST_CASE("the pack checker rejects type errors") {
    CHECK_FALSE(after("== params.days", "== params.days + \"x\"").empty());
}

TEST_CASE("the pack checker rejects an assertion that is not boolean") {
    const std::vector<Error> errors =
        after("assert: has(self.RetentionInDays) && self.RetentionInDays == params.days", "assert: params.days + 1");
    REQUIRE_FALSE(errors.empty());
    CHECK(errors[0].line == 9);
}

TEST_CASE("the pack checker rejects a requirement that does not exist") {
    check_one(after("[demo:1.1]", "[demo:1.2]"), 6, 16, "there is no requirement \"demo:1.2\"");
    check_one(after("[demo:1.1]", "[nonsense]"), 6, 16, "no requirement id");
}

TEST_CASE("the pack checker rejects a missing translation") {
    const std::vector<Error> errors = after("title: {en: Logs are kept for 30 days, ja: ログは 30 日保持する}",
                                            "title: {en: Logs are kept for 30 days}");
    check_one(errors, 3, 8, "the Japanese translation is missing");
    CHECK(errors[0].hint.en == "add `ja:`");
    check_one(after("why: {en: Because., ja: 理由。}", "why: Because."), 4, 6, "both languages");
}

TEST_CASE("the pack checker rejects a rule without tests") {
    const std::string text = good_rule;
    const std::vector<Error> none = mistakes_in(text.substr(0, text.find("tests:")));
    REQUIRE_FALSE(none.empty());
    CHECK(none[0].message.en == "the key \"tests\" is missing");
    check_one(after("  - {expect: pass", "  - {expect: fail"), 12, 1, "no test that expects pass");
    check_one(after("  - {expect: unknown, cause: parameter", "  - {expect: fail"), 12, 1,
              "no test that expects unknown");
    check_one(after("resource: {Type: AWS::Logs::LogGroup}}",
                    "resource: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 1}}}"),
              12, 1, "a property is absent");
    check_one(after("assert:", "when: '!resource.generated'\nassert:"), 13, 1, "no test that expects not-applicable");
}

TEST_CASE("the pack checker rejects ids that are taken, retired or malformed") {
    csr::policy::Mistakes mistakes;
    std::vector<csr::policy::Pack> packs;
    packs.push_back(
        csr::test::pack_of({{"demo/log-group-retention.yaml", good_rule},
                            {"demo/other.yaml", replaced(good_rule, "name: log-group-retention", "name: other")}},
                           mistakes));
    csr::policy::check_packs(packs, {}, mistakes);
    const std::vector<Error> errors = mistakes.take();
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].path == "demo/other.yaml");
    CHECK(errors[0].message.en == "\"CSR9001\" already belongs to demo/log-group-retention.yaml");
    check_one(after("CSR9001", "CSR9999"), 1, 5, "retired");
    check_one(after("CSR9001", "CSR-1"), 1, 5, "is no rule id");
}

TEST_CASE("the pack checker rejects a name that differs from the file's") {
    check_one(after("name: log-group-retention", "name: log-retention"), 2, 7, "differs from the file's name");
}

TEST_CASE("the pack checker rejects what is never used") {
    check_one(after("{days: 30}", "{days: 30, months: 1}"), 7, 24, "the parameter \"months\" is never used");
    check_one(after("assert:", "let: {kept: has(self.RetentionInDays)}\nassert:"), 9, 7,
              "the name \"kept\" is never used");
}

TEST_CASE("the pack checker rejects a fix of a property that does not exist") {
    check_one(after("set: {path: RetentionInDays", "set: {path: Retention"), 11, 40, "has no property \"Retention\"");
}

TEST_CASE("the pack checker rejects an activity nobody defines") {
    const std::vector<Error> errors = mistakes_in(R"yaml(id: CSR9001
name: log-group-retention
title: {en: A, ja: A}
why: {en: A, ja: A}
severity: error
requirements: []
target: {step: true}
assert: "!does(self, 'deploy')"
message: {en: A, ja: A}
tests:
  - {expect: pass, workflow: "on: push\njobs: {a: {runs-on: x, steps: [{run: ls}]}}"}
  - {expect: fail, workflow: "on: push\njobs: {a: {runs-on: x, steps: [{run: cdk deploy}]}}"}
)yaml");
    check_one(errors, 8, 23, "unknown activity \"deploy\"");
    CHECK(errors[0].hint.en == "did you mean \"deploys\"?");
}

TEST_CASE("a broken rule file does not hide the mistakes of the others") {
    csr::policy::Mistakes mistakes;
    std::vector<csr::policy::Pack> packs;
    packs.push_back(csr::test::pack_of({{"demo/a.yaml", "id: [\n"}, {"demo/b.yaml", ""}}, mistakes));
    csr::policy::check_packs(packs, {}, mistakes);
    bool second = false;
    for (const Error& error : mistakes.take()) second = second || error.path == "demo/b.yaml";
    CHECK(second);
}
