#include "model/document.hpp"

#include <catch2/catch.hpp>
#include <string>

using csr::model::Document;
using csr::model::DocumentKind;

namespace {

DocumentKind kind(std::string path, std::string text, bool named = false) {
    return Document(std::move(path), std::move(text), named).kind();
}

}  // namespace

TEST_CASE("a document is known by its content", "[document]") {
    CHECK(kind("a/stack.yaml", "Resources:\n  B: {Type: 'AWS::S3::Bucket'}\n") ==
          DocumentKind::cloudformation_template);
    CHECK(kind("x.template", R"({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}})") ==
          DocumentKind::cloudformation_template);
    CHECK(kind("cdk.out/manifest.json", R"({"version": "48.0.0", "artifacts": {}})") ==
          DocumentKind::assembly_manifest);
    CHECK(kind(".github/workflows/x.yml", "on: push\n") == DocumentKind::workflow);
    CHECK(kind("a/.github/workflows/x.yaml", "") == DocumentKind::workflow);
    CHECK(kind("other/x.yml", "on: push\njobs: {a: {}}\n") == DocumentKind::other);
    CHECK(kind("other/x.yml", "on: push\njobs: {a: {}}\n", true) == DocumentKind::workflow);
    CHECK(kind("a/action.yml", "runs: {using: composite}\n") == DocumentKind::action);
    CHECK(kind(".github/dependabot.yml", "version: 2\nupdates: []\n") == DocumentKind::dependabot);
    CHECK(kind("a/dependabot.yml", "version: 2\nupdates: []\n") == DocumentKind::other);
    CHECK(kind(".pre-commit-config.yaml", "repos: []\n") == DocumentKind::pre_commit);
    CHECK(kind("package.json", "{}") == DocumentKind::npm_package);
    CHECK(kind("cdk.json", R"({"app": "x"})") == DocumentKind::cdk_config);
    CHECK(kind("a.json", "[1, 2]") == DocumentKind::other);
    CHECK(kind("empty.json", "") == DocumentKind::other);
}

TEST_CASE("production configuration has either shape", "[document]") {
    CHECK(kind("config/production.json", "{}") == DocumentKind::production_config);
    CHECK(kind("production-eu.json", R"({"vpc": {}})") == DocumentKind::production_config);
    CHECK(kind("production-data.json", R"({"a": 1})") == DocumentKind::other);
    CHECK(kind("prod.json", R"({"environment": "production", "network": {}, "database": {}})") ==
          DocumentKind::production_config);
    CHECK(kind("dev.json", R"({"environment": "dev", "network": {}, "database": {}})") == DocumentKind::other);
}

TEST_CASE("parameters come as a list, an object or a flat map", "[document]") {
    CHECK(kind("p.json", R"([{"ParameterKey": "A", "ParameterValue": "b"}])") == DocumentKind::parameters);
    CHECK(kind("p.json", R"({"Parameters": {"A": "b"}, "Tags": {"x": "y"}})") == DocumentKind::parameters);
    CHECK(kind("prod/parameters.json", R"({"A": "b", "C": 1, "D": ["e"]})") == DocumentKind::parameters);
    CHECK(kind("prod/settings.json", R"({"A": "b"})") == DocumentKind::other);
}

TEST_CASE("large irrelevant JSON is not parsed", "[document]") {
    const Document large("data.json", "[" + std::string(200'000, ' ') + "1]", false);
    CHECK(large.kind() == DocumentKind::other);
    CHECK(large.tree() == nullptr);
    CHECK(csr::model::hint_of("a/package-lock.json") == csr::model::PathHint::irrelevant);
}

TEST_CASE("text that is not UTF-8 is noticed", "[document]") {
    CHECK(Document("a.yml", std::string("o\0n\0", 4), false).binary());
}

TEST_CASE("Markdown gives its headings", "[document]") {
    const Document text(
        "README.md",
        "---\n# not this\n---\n# One #\n\nTwo\n===\n```sh\n# no\n```\n### 三つ目\n#hash\n- list\n---\n    # code\n",
        false);
    CHECK(text.kind() == DocumentKind::markdown);
    std::vector<std::string_view> headings;
    for (const csr::syntax::NodeRef heading : text.root().find("headings").items()) headings.push_back(heading.text());
    CHECK(headings == std::vector<std::string_view>{"One", "Two", "三つ目"});
}

TEST_CASE("an assembly's data is parsed when it is asked for", "[document]") {
    const auto data = Document::assembly_data("cdk.out/tree.json", R"({"version": "tree-0.1"})");
    CHECK(data->kind() == DocumentKind::assembly_data);
    REQUIRE(data->tree() != nullptr);
    CHECK(data->root().find("version").text() == "tree-0.1");
}
