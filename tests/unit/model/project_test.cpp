#include "model/project.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "model/cloudformation/evaluate.hpp"

using namespace csr::model;
using csr::source::MemoryFileSystem;

namespace {

constexpr const char* bucket = "Resources:\n  B:\n    Type: AWS::S3::Bucket\n";

Value field(const Project& project, std::string_view name, csr::base::Arena& arena) {
    static const Assignment nothing_chosen;
    return *project.object({arena, nothing_chosen}).as_map().get(Value::string(name));
}

MemoryFileSystem application() {
    MemoryFileSystem files;
    files.add_file(".git/config", "");
    files.add_file(".gitignore", "cdk.out\n");
    files.add_file("cdk.json", R"({"app": "node app.js"})");
    files.add_file("lib/stack.ts", "", 100);
    files.add_file("test/stack.test.ts", "", 900);
    files.add_file("node_modules/x/index.js", "", 900);
    return files;
}

void synthesize(MemoryFileSystem& files, std::int64_t when) {
    files.add_file("cdk.out/cdk.out", R"({"version": "48.0.0"})", when);
    files.add_file("cdk.out/manifest.json",
                   R"({"version": "48.0.0", "artifacts": {"S": {"type": "aws:cloudformation:stack",
                   "environment": "aws://123456789012/ap-northeast-1",
                   "properties": {"templateFile": "S.template.json", "stackName": "S"}}}})",
                   when);
    files.add_file("cdk.out/S.template.json", R"({"Resources": {"B": {"Type": "AWS::S3::Bucket"}}})", when);
    files.add_file("cdk.out/Old.template.json", R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}})", when);
    files.add_file("cdk.out/tree.json", "{}", when);
}

}  // namespace

TEST_CASE("a project holds all documents of a repository", "[project]") {
    MemoryFileSystem files;
    files.add_file(".git/config", "");
    files.add_file(".github/workflows/deploy.yml", "on: push\njobs: {a: {runs-on: x, steps: [{run: x}]}}\n");
    files.add_file("config/production.json", R"({"environment": "production"})");
    files.add_file("infra/a.yaml", bucket);
    files.add_file("infra/b.yaml", bucket);
    files.add_file("other/c.yaml", bucket);
    files.add_file("README.md", "# Title\n");
    files.add_file("package-lock.json", "{");
    files.add_file("tsconfig.json", "// comment\n{}");
    const auto project = Project::load(files, {});
    CHECK(project->workflows().size() == 1);
    CHECK(project->configs().size() == 1);
    CHECK(project->plain_documents().size() == 1);
    REQUIRE(project->deployments().size() == 2);
    CHECK(project->deployments()[0]->templates().size() == 2);
    CHECK(project->problems().empty());
    CHECK_FALSE(project->has_cdk());
    CHECK_FALSE(project->partial());
    CHECK(project->document("README.md") != nullptr);
    CHECK(project->inputs().size() == 6);
    CHECK(project->inputs()[0].sha256().size() == 64);

    csr::base::Arena arena;
    CHECK(field(*project, "templates", arena).as_list().size() == 3);
    CHECK(field(*project, "resources", arena).as_list().size() == 3);
    CHECK(field(*project, "has_workflows", arena).as_boolean());
    CHECK(field(*project, "documents", arena)
              .as_list()
              .at(0)
              .as_map()
              .get(Value::string("headings"))
              ->as_list()
              .at(0)
              .text() == "Title");
}

TEST_CASE("files of parameter values are listed with what they say", "[project]") {
    MemoryFileSystem files;
    files.add_file("prod/site.yaml", bucket);
    files.add_file("prod/parameters.json", R"([{"ParameterKey": "Env", "ParameterValue": "prod"}])");
    files.add_file("prod/params/stage.yaml", "Env: stage\n");
    files.add_file("prod/values.json", R"({"Env": "other"})");
    const std::vector<std::string> paths = {"."};
    const auto project = Project::load(files, paths);
    csr::base::Arena arena;
    const auto& list = field(*project, "parameter_files", arena).as_list();
    REQUIRE(list.size() == 2);
    const auto text = [&](std::size_t index) {
        const auto& file = list.at(index).as_map();
        const auto values = *file.get(Value::string("values"));
        return std::string(file.get(Value::string("path"))->text()) + "=" +
               std::string(values.as_map().get(Value::string("Env"))->text());
    };
    CHECK(text(0) == "prod/parameters.json=prod");
    CHECK(text(1) == "prod/params/stage.yaml=stage");
    CHECK(list.at(0).place().valid());
}

TEST_CASE("an assembly's templates are deployed together, left-over ones are not judged", "[project]") {
    MemoryFileSystem files = application();
    synthesize(files, 200);
    const auto project = Project::load(files, {});
    CHECK(project->has_cdk());
    CHECK(project->problems().empty());
    REQUIRE(project->deployments().size() == 1);
    CHECK(project->deployments()[0]->assembly() != nullptr);
    REQUIRE(project->deployments()[0]->templates().size() == 1);
    CHECK(project->deployments()[0]->templates()[0]->stack() == "S");
    for (const Input& input : project->inputs()) {
        if (input.path == "cdk.out/Old.template.json") CHECK(input.status == InputStatus::not_applicable);
    }
}

TEST_CASE("an application without assembly leaves templates open", "[project]") {
    const auto project = Project::load(application(), {});
    REQUIRE(project->problems().size() == 1);
    CHECK(project->problems()[0].kind == ProblemKind::no_assembly);
    CHECK(project->problems()[0].error.hint.en.find("cdk synth") != std::string::npos);
    csr::base::Arena arena;
    const Value templates = field(*project, "templates", arena);
    REQUIRE(templates.as_list().size() == 1);
    REQUIRE(templates.as_list().at(0).is(Kind::unknown));
    CHECK(templates.as_list().at(0).as_unknown().causes[0].kind == CauseKind::no_assembly);
    CHECK(field(*project, "has_templates", arena).is(Kind::unknown));
    CHECK(field(*project, "workflows", arena).as_list().size() == 0);
}

TEST_CASE("an assembly older than its sources is stale unless git tracks it", "[project]") {
    MemoryFileSystem files = application();
    synthesize(files, 50);
    const auto project = Project::load(files, {});
    REQUIRE(project->problems().size() == 1);
    CHECK(project->problems()[0].kind == ProblemKind::stale_assembly);
    csr::base::Arena arena;
    const Value resources = field(*project, "resources", arena);
    REQUIRE(resources.as_list().size() == 2);
    CHECK(resources.as_list().at(0).is(Kind::map));
    CHECK(resources.as_list().at(1).is(Kind::unknown));

    std::string index = std::string("DIRC\0\0\0\2\0\0\0\1", 12) + std::string(62, '\0') + "cdk.out/manifest.json";
    index.resize(12 + (62 + 21 + 8) / 8 * 8, '\0');
    files.add_file(".git/index", index);
    CHECK(Project::load(files, {})->problems().empty());
}

TEST_CASE("named files alone are a part of a repository", "[project]") {
    MemoryFileSystem files;
    files.add_file("a.yaml", bucket);
    const std::vector<std::string> paths = {"a.yaml"};
    const auto project = Project::load(files, paths);
    CHECK(project->partial());
    csr::base::Arena arena;
    CHECK(field(*project, "templates", arena).as_list().at(1).as_unknown().causes[0].kind == CauseKind::partial);
    CHECK(field(*project, "has_templates", arena).as_boolean());
    CHECK(field(*project, "has_workflows", arena).is(Kind::unknown));
}

TEST_CASE("what cannot be read is a problem, and the rest is judged", "[project]") {
    MemoryFileSystem files;
    files.add_file("bad.json", R"({"Resources": {"B": {"Type": "AWS::S3::Bucket"}, )");
    files.add_file("denied.yaml", bucket);
    files.deny("denied.yaml");
    files.add_file("good.yaml", bucket);
    files.add_file("large.yaml", std::string(100, '#'));
    ProjectOptions options;
    options.largest_file = 60;
    const auto project = Project::load(files, {}, options);
    std::vector<std::string> paths;
    for (const Problem& problem : project->problems()) {
        paths.push_back(problem.error.path);
        CHECK_FALSE(problem.error.message.ja.empty());
    }
    CHECK(paths == std::vector<std::string>{"bad.json", "denied.yaml", "large.yaml"});
    CHECK(project->problems()[0].error.line == 1);
    CHECK(project->inputs()[0].status == InputStatus::syntax_error);
    csr::base::Arena arena;
    const Value resources = field(*project, "resources", arena);
    CHECK(resources.as_list().size() == 3);  // of bad.json, of good.yaml, and what is not known
}

TEST_CASE("a called workflow is named from its own repository's root, wherever that lies", "[project]") {
    MemoryFileSystem files;
    files.add_file("app/.github/workflows/a.yml", "on: push\njobs: {j: {uses: ./.github/workflows/b.yml}}\n");
    files.add_file("app/.github/workflows/b.yml", "on: workflow_call\njobs: {k: {runs-on: x, steps: [{run: y}]}}\n");
    const auto project = Project::load(files, {});
    REQUIRE(project->workflows().size() == 2);
    CHECK(project->workflows()[0]->called("./.github/workflows/b.yml") == project->workflows()[1].get());
    CHECK(project->workflows()[0]->called("./.github/workflows/c.yml") == nullptr);
}

TEST_CASE("stages, nested stacks and several assemblies of one repository", "[project]") {
    const auto manifest = [](const std::string& artifacts) {
        return R"({"version": "48.0.0", "artifacts": {)" + artifacts + "}}";
    };
    const auto stack = [](const std::string& name, const std::string& region) {
        return "\"" + name + R"(": {"type": "aws:cloudformation:stack", "environment": "aws://123456789012/)" + region +
               R"(", "properties": {"templateFile": ")" + name + R"(.template.json"}})";
    };
    const std::string exporter = R"({"Resources": {"T": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {"O": {"Value": "DAYS", "Export": {"Name": "days"}}}})";
    const std::string importer = R"({"Resources": {"G": {"Type": "AWS::Logs::LogGroup",
        "Properties": {"RetentionInDays": {"Fn::ImportValue": "days"}}}}})";
    const auto exporting = [&](const std::string& days) {
        std::string text = exporter;
        return text.replace(text.find("DAYS"), 4, days);
    };
    MemoryFileSystem files;
    files.add_file(".git/config", "");
    files.add_file(
        "a/cdk.out/manifest.json",
        manifest(R"("assembly-Dev": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Dev"}},
                               "assembly-Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}})"));
    for (const char* const stage : {"Dev", "Prod"}) {
        const std::string directory = std::string("a/cdk.out/assembly-") + stage + "/";
        files.add_file(directory + "manifest.json",
                       manifest(stack("Data", "eu-west-1") + ", " + stack("App", "eu-west-1")));
        files.add_file(directory + "Data.template.json", exporting(stage == std::string("Dev") ? "7" : "30"));
        files.add_file(directory + "App.template.json", importer);
    }
    files.add_file("b/cdk.out/manifest.json", manifest(stack("Data", "eu-west-1") + ", " + stack("App", "us-east-1")));
    files.add_file("b/cdk.out/Data.template.json", exporting("90"));
    files.add_file("b/cdk.out/App.template.json", importer);
    const auto project = Project::load(files, {});
    REQUIRE(project->deployments().size() == 2);
    csr::base::Arena arena;
    const Assignment nothing_chosen;
    std::vector<std::string> found;
    for (const auto& deployment : project->deployments()) {
        for (const cloudformation::Resource* const group : deployment->resources("AWS::Logs::LogGroup")) {
            const Value properties = cloudformation::properties_of(*group, {arena, nothing_chosen});
            const auto days = properties.as_map().get(Value::string("RetentionInDays"));
            found.push_back(days->is(Kind::unknown) ? "unknown" : std::string(days->text()));
        }
    }
    // Each stage sees its own export, and no export reaches another region.
    CHECK(found == std::vector<std::string>{"7", "30", "unknown"});
}

TEST_CASE("templates of other directories that a template nests belong to it", "[project]") {
    MemoryFileSystem files;
    files.add_file(".git/config", "");
    files.add_file(
        "infra/main.yaml",
        "Resources:\n  N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./parts/net.yaml}}\n");
    files.add_file("infra/parts/net.yaml", bucket);
    files.add_file("infra/other/x.yaml", bucket);
    const auto project = Project::load(files, {});
    REQUIRE(project->deployments().size() == 2);
    CHECK(project->deployments()[0]->templates().size() + project->deployments()[1]->templates().size() == 3);
    const auto& together = project->deployments()[project->deployments()[0]->templates().size() == 2 ? 0 : 1];
    CHECK(together->nested(*together->resources("AWS::CloudFormation::Stack").front()) != nullptr);
}
