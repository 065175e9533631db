#include <catch2/catch.hpp>

#include "support/demo_program.hpp"

using Catch::Matchers::Contains;

namespace {

/// A log group whose retention is a parameter, judged by the demo pack.
struct Demo : csr::test::DemoProgram {
    Demo() {
        files.add_file("prod/logs.yaml",
                       "Parameters: {Days: {Type: Number, Default: 30}}\nResources:\n  Logs:\n    Type: "
                       "AWS::Logs::LogGroup\n    Properties:\n      RetentionInDays: !Ref Days\n");
    }
    int lint(std::vector<std::string> arguments) {
        arguments.emplace_back("--fail-on-unknown");
        return DemoProgram::lint(std::move(arguments));
    }
};

}  // namespace

TEST_CASE("a file of values beside a template is used, and mentioned") {
    Demo program;
    CHECK(program.lint({}) == 1);
    CHECK_THAT(program.out, Contains("the default of the parameter Days can be overridden"));
    program.files.add_file("prod/parameters.json", R"({"Days": 30})");
    CHECK(program.lint({}) == 0);
    CHECK_THAT(program.out, Contains("prod/parameters.json") && Contains("parameters  "));
    program.files.add_file("prod/parameters.json", R"({"Days": 7})");
    CHECK(program.lint({}) == 1);
    CHECK_THAT(program.out, Contains("keeps logs for 7"));
}

TEST_CASE("a template that is named alone finds the files beside it, too") {
    Demo program;
    program.files.add_file("prod/parameters/logs.yaml", "Days: 7\n");
    CHECK(program.lint({"prod/logs.yaml"}) == 1);
    CHECK_THAT(program.out, Contains("keeps logs for 7") && Contains("prod/parameters/logs.yaml"));
}

TEST_CASE("each environment's file is a scenario") {
    Demo program;
    program.files.add_file("prod/parameters-dev.json", R"({"Days": 7})");
    program.files.add_file("prod/parameters-live.json", R"({"Days": 30})");
    CHECK(program.lint({}) == 1);
    CHECK_THAT(program.out, Contains("with prod/parameters-dev.json"));
    CHECK(program.lint({"--lang", "ja"}) == 1);
    CHECK_THAT(program.out, Contains("prod/parameters-dev.json の値を使う場合"));
}

TEST_CASE("the configuration says what is known of the parameters") {
    Demo program;
    program.files.add_file(".csr-lint.yaml", "template-parameters: {use-defaults: true}\n");
    CHECK(program.lint({}) == 0);
    program.files.add_file(".csr-lint.yaml", "template-parameters: {values: {Days: 7}}\n");
    CHECK(program.lint({}) == 1);
    CHECK_THAT(program.out, Contains("keeps logs for 7"));
    program.files.add_file("deploy/live.json", R"([{"ParameterKey": "Days", "ParameterValue": "30"}])");
    program.files.add_file(".csr-lint.yaml", "template-parameters: {files: [deploy/live.json]}\n");
    CHECK(program.lint({}) == 0);
    program.files.add_file("/short.json", R"({"Days": 7})");
    CHECK(program.lint({"--parameters", "/short.json"}) == 1);
    program.files.add_file("prod/parameters.json", R"({"Days": 30})");
    program.files.add_file(".csr-lint.yaml", "template-parameters: {beside: false}\n");
    CHECK(program.lint({}) == 1);
    program.files.add_file(".csr-lint.yaml", "template-parameters: {file: x}\n");
    CHECK(program.lint({}) == 2);
    CHECK_THAT(program.err, Contains("files"));
}
