#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/version.hpp"
#include "support/demo_program.hpp"
#include "support/files.hpp"

using Catch::Matchers::Contains;
using csr::test::Program;
using Demo = csr::test::DemoProgram;

namespace {

constexpr const char* short_logs =
    "Resources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      RetentionInDays: 7\n";
constexpr const char* good_logs =
    "Resources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      RetentionInDays: 30\n";

}  // namespace

TEST_CASE("--version and --help need no packs and no repository") {
    Program program;
    CHECK(program.run({"--version"}) == 0);
    CHECK(program.out == "csr-lint " + std::string(csr::cli::program_version) + "\n");
    CHECK(program.run({"--help"}) == 0);
    CHECK_THAT(program.out, Contains("Usage:"));
    CHECK(program.run({"--help", "--lang", "ja"}) == 0);
    CHECK_THAT(program.out, Contains("使い方"));
    CHECK(program.run({"--help"}, {{"LANG", "ja_JP.UTF-8"}}) == 0);
    CHECK_THAT(program.out, Contains("Usage:"));
}

TEST_CASE("the program's version is the build's") {
    const std::string build = csr::test::read_file(CSR_SOURCE_DIR "/CMakeLists.txt");
    CHECK_THAT(build, Contains("VERSION " + std::string(csr::cli::program_version)));
}

TEST_CASE("a finding ends with 1, none with 0") {
    Demo program;
    program.files.add_file("template.yaml", short_logs);
    CHECK(program.lint({}) == 1);
    CHECK_THAT(program.out, Contains("template.yaml:5:24") && Contains("keeps logs for 7"));
    program.files.add_file("template.yaml", good_logs);
    CHECK(program.lint({}) == 0);
}

TEST_CASE("the JSON lists verdicts with their targets and places") {
    Demo program;
    program.files.add_file("template.yaml", short_logs);
    CHECK(program.lint({"--format", "json"}) == 1);
    const nlohmann::json report = nlohmann::json::parse(program.out);
    REQUIRE(report["verdicts"].size() == 1);
    const nlohmann::json& verdict = report["verdicts"][0];
    CHECK(verdict["verdict"] == "fail");
    CHECK(verdict["target"]["id"] == "Logs");
    CHECK(verdict["location"]["line"] == 5);
}

TEST_CASE("--fail-on and --severity decide what counts") {
    Demo program;
    program.files.add_file("template.yaml", short_logs);
    CHECK(program.lint({"--fail-on", "never"}) == 0);
    program.files.add_file(".csr-lint.yaml", "rules: {log-group-retention-demo: note}\n");
    CHECK(program.lint({}) == 0);
    CHECK(program.lint({"--fail-on", "note"}) == 1);
    CHECK(program.lint({"--fail-on", "note", "--severity", "error"}) == 0);
}

TEST_CASE("a configuration turns rules off and sets their parameters") {
    Demo program;
    program.files.add_file("template.yaml", short_logs);
    program.files.add_file(".csr-lint.yaml", "rules: {CSR9001: off}\n");
    CHECK(program.lint({}) == 0);
    program.files.add_file(".csr-lint.yaml", "parameters: {days: 7}\n");
    CHECK(program.lint({}) == 0);
    program.files.add_file(".csr-lint.yaml", "paths: {exclude: ['*.yaml']}\n");
    CHECK(program.lint({}) == 0);
}

TEST_CASE("a mistake in the configuration ends with 2, with place and hint") {
    Demo program;
    program.files.add_file("template.yaml", short_logs);
    program.files.add_file(".csr-lint.yaml", "rules:\n  log-group-retentoin-demo: off\n");
    CHECK(program.lint({}) == 2);
    CHECK_THAT(program.err, Contains(".csr-lint.yaml:2:3") && Contains("did you mean"));
    program.files.add_file(".csr-lint.yaml", "parametres: {}\n");
    CHECK(program.lint({}) == 2);
    CHECK_THAT(program.err, Contains("unknown key \"parametres\"") && Contains("parameters"));
    program.files.add_file(".csr-lint.yaml", "parameters: {days: thirty}\n");
    CHECK(program.lint({}) == 2);
    CHECK_THAT(program.err, Contains("another type"));
}

TEST_CASE("wrong usage ends with 2 and a hint") {
    Program program;
    CHECK(program.run({"--fromat", "json"}) == 2);
    CHECK_THAT(program.err, Contains("no option --fromat") && Contains("--format"));
    CHECK(program.run({"--format", "sarff"}) == 2);
    CHECK_THAT(program.err, Contains("sarif"));
    CHECK(program.run({"rules", "--format", "sarif"}) == 2);
    CHECK(program.run({"explain"}) == 2);
    CHECK(program.run({"--jobs", "many"}) == 2);
    CHECK(program.run({"--rule", "nonsense"}) == 2);
}

TEST_CASE("what is missing or broken ends with 3, and the rest is judged") {
    Demo program;
    program.files.add_file("template.yaml", short_logs);
    CHECK(program.lint({"template.yaml", "no-such.yaml"}) == 3);
    CHECK_THAT(program.out, Contains("keeps logs for 7") && Contains("no-such.yaml"));
    program.files.add_file("broken.json", R"({"Resources": {"A": {"Type": "AWS::S3::Bucket", "Properties": )");
    CHECK(program.lint({}) == 3);
    CHECK_THAT(program.out, Contains("broken.json"));
}

TEST_CASE("an empty repository says that nothing was judged") {
    Program program;
    CHECK(program.run({}) == 0);
    CHECK_THAT(program.err, Contains("nothing to judge"));
}

TEST_CASE("reports go to a file, and a failing write is an error") {
    Demo program;
    program.files.add_file("template.yaml", good_logs);
    CHECK(program.lint({"--output", "report.txt"}) == 0);
    CHECK(program.out.empty());
    CHECK_FALSE(program.writer.files["report.txt"].empty());
    program.writer.full = true;
    CHECK(program.lint({"--output", "report.txt"}) == 3);
    program.closed = true;
    CHECK(program.lint({}) == 3);
    CHECK_THAT(program.err, Contains("cannot write"));
}

TEST_CASE("standard input is judged under the name of a file") {
    Demo program;
    program.files.add_file("template.yaml", good_logs);
    program.input = short_logs;
    CHECK(program.lint({"--stdin-filename", "template.yaml"}) == 1);
    CHECK_THAT(program.out, Contains("template.yaml:5:24"));
}

TEST_CASE("parameter values settle what is unknown") {
    Demo program;
    program.files.add_file("template.yaml",
                           "Parameters: {Days: {Type: Number}}\nResources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n"
                           "    Properties:\n      RetentionInDays: !Ref Days\n");
    program.files.add_file("/values/prod.json", R"([{"ParameterKey": "Days", "ParameterValue": "30"}])");
    program.files.add_file("/values/short.json", R"({"Days": "7"})");
    CHECK(program.lint({"--fail-on-unknown"}) == 1);
    CHECK(program.lint({"--fail-on-unknown", "--parameters", "/values/prod.json"}) == 0);
    CHECK(program.lint({"--parameters", "/values/short.json"}) == 1);
}

TEST_CASE("a rule pack with mistakes ends with 2") {
    Demo program;
    program.files.add_file("/packs/demo/log-group-retention-demo.yaml", "id: CSR9001\n");
    CHECK(program.lint({}) == 2);
    CHECK_THAT(program.err, Contains("/packs/demo/log-group-retention-demo.yaml:1:1"));
}

TEST_CASE("test-rules runs a pack's tests and shows failures at their place") {
    Demo program;
    CHECK(program.run({"test-rules", "/packs"}) == 0);
    CHECK(program.out == "4 passed, 0 failed\n");
    const std::string wrong = csr::test::replaced(
        csr::test::replaced(csr::test::good_rule, "name: log-group-retention", "name: log-group-retention-demo"),
        "RetentionInDays: 90", "RetentionInDays: 30");
    program.files.add_file("/packs/demo/log-group-retention-demo.yaml", wrong);
    CHECK(program.run({"test-rules", "/packs"}) == 1);
    CHECK_THAT(program.out, Contains("log-group-retention-demo.yaml:14:5: error: expected fail, got pass") &&
                                Contains("3 passed, 1 failed"));
}

TEST_CASE("explain knows rules and requirements, and what was meant") {
    Demo program;
    CHECK(program.run({"explain", "CSR9001", "--rules", "/packs"}) == 0);
    CHECK_THAT(program.out, Contains("Logs are kept for 30 days"));
    CHECK(program.run({"explain", "demo:1.1", "--rules", "/packs"}) == 0);
    CHECK_THAT(program.out, Contains("Logs are kept."));
    CHECK(program.run({"explain", "CSR9002", "--rules", "/packs"}) == 2);
    CHECK_THAT(program.err, Contains("did you mean"));
}

TEST_CASE("what a syntax error cuts short is undecided, not broken") {
    Demo program;
    program.files.add_file("template.json", R"({"Resources": {
        "Whole": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}},
        "Cut": {"Type": "AWS::Logs::LogGroup" "Properties": {"RetentionInDays": 7}}}})");
    CHECK(program.lint({"--format", "json", "--verdicts", "all"}) == 3);
    const auto report = nlohmann::json::parse(program.out);
    std::map<std::string, std::string> verdicts;
    for (const auto& verdict : report["verdicts"]) verdicts[verdict["target"]["id"]] = verdict["verdict"];
    CHECK(verdicts["Whole"] == "fail");
    CHECK(verdicts["Cut"] == "unknown");
}

namespace {

/// Finds one thing in every script.
class OneFinding final : public csr::model::ScriptChecker {
  public:
    [[nodiscard]] std::optional<std::vector<csr::model::ScriptFinding>> check(csr::model::ScriptLanguage,
                                                                              const std::string&) const override {
        return std::vector{csr::model::ScriptFinding{1, 6, 1, 8, "SC2086", "Quote this."}};
    }
};

constexpr const char* workflow_with_script =
    "on: {workflow_dispatch: {inputs: {confirm: {type: string}}}}\n"
    "jobs: {a: {runs-on: ubuntu-latest, steps: [{run: echo $x}]}}\n";

}  // namespace

TEST_CASE("scripts are checked by other programs only when that is asked for") {
    Program program;
    const OneFinding scripts;
    program.scripts = &scripts;
    program.files.add_file("/repo/.github/workflows/a.yml", workflow_with_script);
    CHECK(program.run({"--rule", "shellcheck", "--fail-on", "note"}) == 0);
    CHECK(program.run({"--rule", "shellcheck", "--fail-on", "note", "--shellcheck"}) == 1);
    CHECK_THAT(program.out, Contains(".github/workflows/a.yml:2:55") && Contains("SC2086: Quote this."));
    program.files.add_file("/repo/.csr-lint.yaml", "shellcheck: true\n");
    CHECK(program.run({"--rule", "shellcheck", "--fail-on", "note"}) == 1);
    program.files.add_file("/repo/.csr-lint.yaml", "shellcheck: maybe\n");
    CHECK(program.run({"--rule", "shellcheck"}) == 2);
}

TEST_CASE("prove says when an input does not exist") {
    Program program;
    program.files.add_file("/repo/.github/workflows/a.yml", workflow_with_script);
    CHECK(program.run({"prove", ".github/workflows/a.yml", "confirmation", "a", "confirm=yes"}) == 1);
    CHECK(program.err.empty());
    CHECK(program.run({"prove", ".github/workflows/a.yml", "confirmation", "a", "confrm=yes"}) == 1);
    CHECK_THAT(program.err, Contains("no input 'confrm'"));
}
