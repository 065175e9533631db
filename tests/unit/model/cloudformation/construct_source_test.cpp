#include "model/cloudformation/construct_source.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "model/cloudformation/deployment.hpp"

using namespace csr;
using model::cloudformation::Assembly;
using model::cloudformation::ConstructSources;
using model::cloudformation::Deployment;
using model::cloudformation::Template;

namespace {

const std::string frame_root = "/home/runner/work/app/app";

/// A CDK application in `directory` below the repository, synthesized on another machine.
struct Application {
    source::MemoryFileSystem files{"/repo"};
    source::Source manifest;
    source::Source stack;
    source::Source metadata;
    syntax::Tree manifest_tree;
    syntax::Tree stack_tree;
    syntax::Tree metadata_tree;
    std::unique_ptr<Deployment> deployment;

    explicit Application(const std::string& directory, const std::string& frames)
        : manifest(below(directory, "cdk.out/manifest.json"), R"({"version": "55.0.0", "artifacts": {"S": {
              "type": "aws:cloudformation:stack", "environment": "aws://123456789012/ap-northeast-1",
              "properties": {"templateFile": "S.template.json"}, "additionalMetadataFile": "S.metadata.json"}}})"),
          stack(below(directory, "cdk.out/S.template.json"),
                R"({"Resources": {"Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 90}}}})"),
          metadata(
              below(directory, "cdk.out/S.metadata.json"),
              R"({"/S/Logs/Resource": [{"type": "aws:cdk:logicalId", "data": "Logs"}, {"type": "aws:cdk:creationStack",
                       "data": [)" +
                  frames + "]}]}"),
          manifest_tree(syntax::parse_json(manifest)),
          stack_tree(syntax::parse_json(stack)),
          metadata_tree(syntax::parse_json(metadata)) {
        files.add_file(std::string(manifest.path()), std::string(manifest.bytes()));
        auto assembly = Assembly::read(manifest_tree, [this](std::string_view path) -> const syntax::Tree* {
            if (path == stack.path()) return &stack_tree;
            return path == metadata.path() ? &metadata_tree : nullptr;
        });
        std::vector<std::unique_ptr<Template>> templates;
        templates.push_back(Template::load(stack_tree, Assembly::template_options(assembly->stacks().front())));
        deployment = std::make_unique<Deployment>(std::move(templates), std::move(assembly));
    }

    static std::string below(const std::string& directory, const std::string& name) {
        return directory.empty() ? name : directory + "/" + name;
    }

    [[nodiscard]] std::string find(std::string_view property) const {
        const ConstructSources sources(files, "/repo");
        const auto place = sources.find(*deployment->templates().front()->resource("Logs"), property);
        if (!place) return "nothing";
        const std::string_view bytes = place->source->bytes();
        return place->source->path() + ": " +
               std::string(bytes.substr(place->span.begin, place->span.end - place->span.begin));
    }
};

const std::string code =
    "import * as logs from 'aws-cdk-lib/aws-logs';\n"
    "new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS });\n";

}  // namespace

TEST_CASE("a resource is found where the application makes it") {
    Application app("packages/infra", "\"new S (" + frame_root + "/packages/infra/lib/s.ts:2:1)\"");
    app.files.add_file("packages/infra/lib/s.ts", code);
    CHECK(app.find("RetentionInDays") == "packages/infra/lib/s.ts: retention: logs.RetentionDays.THREE_MONTHS");
    CHECK(app.find("KmsKeyId") == "packages/infra/lib/s.ts: new logs.LogGroup(this, 'Logs'");
}

TEST_CASE("frames of other packages follow the application's own") {
    Application app("packages/infra", "\"make (" + frame_root + "/packages/shared/src/logs.ts:2:1)\", \"new S (" +
                                          frame_root + "/packages/infra/lib/s.ts:9:1)\"");
    app.files.add_file("packages/infra/lib/s.ts", "\n");
    // A file of the same name beside the application is another file.
    app.files.add_file("packages/infra/src/logs.ts", "wrong();\nwrong();\n");
    app.files.add_file("packages/shared/src/logs.ts", code);
    CHECK(app.find("RetentionInDays") == "packages/shared/src/logs.ts: retention: logs.RetentionDays.THREE_MONTHS");
}

TEST_CASE("the same application in another directory of the checkout is not taken for it") {
    Application app("copies/app-2/packages/infra", "\"new S (/home/runner/work/app/app/packages/infra/lib/s.ts:2:1)\"");
    app.files.add_file("copies/app/packages/infra/lib/s.ts", "wrong();\nwrong();\n");
    app.files.add_file("copies/app-2/packages/infra/lib/s.ts", code);
    CHECK(app.find("") == "copies/app-2/packages/infra/lib/s.ts: new logs.LogGroup(this, 'Logs'");
}

TEST_CASE("without the source there is no place") {
    const Application app("packages/infra", "\"new S (" + frame_root + "/packages/infra/lib/s.ts:2:1)\"");
    CHECK(app.find("RetentionInDays") == "nothing");
}

TEST_CASE("an application in the root of the repository is found by the ending of the path") {
    Application app("", "\"new S (" + frame_root + "/lib/s.ts:2:1)\"");
    app.files.add_file("lib/s.ts", code);
    CHECK(app.find("RetentionInDays") == "lib/s.ts: retention: logs.RetentionDays.THREE_MONTHS");
}

TEST_CASE("a path of another machine may be written as Windows writes it") {
    Application app("packages/infra", R"x("new S (C:\\work\\app\\packages\\infra\\lib\\s.ts:2:1)")x");
    app.files.add_file("packages/infra/lib/s.ts", code);
    CHECK(app.find("RetentionInDays") == "packages/infra/lib/s.ts: retention: logs.RetentionDays.THREE_MONTHS");
}

TEST_CASE("without a recorded line the construct is looked for by its path") {
    const std::string made =
        "class MyStack extends Stack {\n  constructor() {\n"
        "    new logs.LogGroup(this, 'Logs', { retention: 30 });\n  }\n}\n";
    const std::string main = "new MyStack(app, 'S');\nnew OtherStack(app, 'T');\n";
    SECTION("in the class of the stack") {
        Application app("packages/infra", "");
        app.files.add_file("packages/infra/bin/app.ts", main);
        app.files.add_file("packages/infra/lib/s.ts", made);
        app.files.add_file("packages/infra/lib/t.ts", "class OtherStack { a() { new logs.LogGroup(this, 'Logs'); } }");
        CHECK(app.find("RetentionInDays") == "packages/infra/lib/s.ts: retention: 30");
        CHECK(app.find("KmsKeyId") == "packages/infra/lib/s.ts: new logs.LogGroup(this, 'Logs'");
    }
    SECTION("not when two calls are possible: then the stack is the place") {
        Application app("packages/infra", "");
        app.files.add_file("packages/infra/bin/app.ts", main);
        app.files.add_file("packages/infra/lib/s.ts",
                           "class MyStack { a() { if (x) new logs.LogGroup(this, 'Logs'); "
                           "else new logs.LogGroup(this, 'Logs'); } }");
        CHECK(app.find("RetentionInDays") == "packages/infra/bin/app.ts: new MyStack(app, 'S'");
    }
    SECTION("not in a file that the application does not have") {
        const Application app("packages/infra", "");
        CHECK(app.find("RetentionInDays") == "nothing");
    }
}
