#include "model/cloudformation/assembly.hpp"

#include <catch2/catch.hpp>

#include "model/cloudformation/recognition.hpp"
#include "unit/model/cloudformation/support.hpp"

namespace csr::model::cloudformation {

namespace {

using Files = std::map<std::string, std::unique_ptr<test::Document>, std::less<>>;

Files files_of(const std::vector<std::pair<std::string, std::string>>& texts) {
    Files files;
    for (const auto& [path, text] : texts) files[path] = std::make_unique<test::Document>(path, text);
    return files;
}

std::unique_ptr<Assembly> read(const Files& files) {
    return Assembly::read(files.at("cdk.out/manifest.json")->tree, [&files](std::string_view path) {
        const auto found = files.find(path);
        return found == files.end() ? nullptr : &found->second->tree;
    });
}

}  // namespace

TEST_CASE("an assembly with the metadata in the manifest") {
    const Files files = files_of({{"cdk.out/manifest.json", R"x({"version": "36.0.0", "artifacts": {
        "Db.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Db.assets.json"}},
        "Db": {"type": "aws:cloudformation:stack", "environment": "aws://123456789012/eu-west-1",
               "properties": {"templateFile": "Db.template.json", "stackName": "prod-db"},
               "dependencies": ["Net", "Db.assets"], "displayName": "Prod/Db",
               "metadata": {"/Db/Key/Resource": [{"type": "aws:cdk:logicalId", "data": "Key1",
                 "trace": ["new Key (/b/node_modules/aws-cdk-lib/key.js:1:2)", "at new Db (/home/u/app/db.ts:38:19)"]}]}
}
}
})x"}});
    CHECK(looks_like_manifest(files.at("cdk.out/manifest.json")->tree));
    const auto assembly = read(files);
    REQUIRE(assembly->stacks().size() == 1);
    const Stack& stack = assembly->stacks().front();
    CHECK(stack.name == "prod-db");
    CHECK(stack.display_name == "Prod/Db");
    CHECK(stack.template_path == "cdk.out/Db.template.json");
    CHECK(stack.account == "123456789012");
    CHECK(stack.region == "eu-west-1");
    CHECK(stack.dependencies == std::vector<std::string>{"Net"});
    CHECK(assembly->stack_of_template("cdk.out/Db.template.json") == &stack);
    const ConstructTrace* const trace = assembly->trace(stack, "Key1");
    REQUIRE(trace != nullptr);
    CHECK(trace->frames == std::vector<Frame>{{"/home/u/app/db.ts", 38, 19, "new Db"}});
    CHECK(assembly->trace(stack, "Other") == nullptr);
}

TEST_CASE("an assembly with metadata files, stages and nested stacks") {
    const Files files = files_of({
        {"cdk.out/manifest.json", R"x({"version": "55.0.0", "artifacts": {
            "assembly-Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}},
            "Bad": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "../../etc/passwd"}}}})x"},
        {"cdk.out/assembly-Prod/manifest.json", R"x({"version": "55.0.0", "artifacts": {
            "App": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region",
                    "properties": {"templateFile": "App.template.json"}, "additionalMetadataFile": "App.metadata.json"}}})x"},
        {"cdk.out/assembly-Prod/App.template.json", R"x({"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack",
            "Metadata": {"aws:asset:path": "Inner.nested.template.json"}}}})x"},
        {"cdk.out/assembly-Prod/App.metadata.json", R"x({
            "/Prod/App/Bucket/Resource": [{"type": "aws:cdk:logicalId", "data": "Bucket1"},
              {"type": "aws:cdk:creationStack", "data": ["...new Bucket2 in aws-cdk-lib...",
                "new App (/r/app.ts:4:5)", "<anonymous> (/r/index.ts:1:1)", "...node internals..."]}],
            "/Prod/App/Bucket/Policy/Resource": [{"type": "aws:cdk:logicalId", "data": "Policy1"},
              {"type": "aws:cdk:creationStack", "data": ["...aws-cdk-lib...", "(no user code in 10 frames)"]}]})x"},
    });
    const auto assembly = read(files);
    CHECK(assembly->problems().size() == 1);
    REQUIRE(assembly->stacks().size() == 2);
    const Stack& stack = assembly->stacks()[0];
    CHECK_FALSE(stack.region);
    CHECK(assembly->stacks()[1].parent == "App");
    CHECK(assembly->stacks()[1].template_path == "cdk.out/assembly-Prod/Inner.nested.template.json");
    const ConstructTrace* const bucket = assembly->trace(stack, "Bucket1");
    REQUIRE(bucket != nullptr);
    REQUIRE(bucket->frames.size() == 2);
    CHECK(bucket->frames[0] == Frame{"/r/app.ts", 4, 5, "new App"});
    const ConstructTrace* const policy = assembly->trace_at(stack, "Prod/App/Bucket/Policy/Resource");
    REQUIRE(policy != nullptr);
    CHECK(policy->enclosing);
    CHECK(policy->frames == bucket->frames);
}

TEST_CASE("assemblies of every schema version from 36 to 55 are read alike") {
    for (int version = 36; version <= 55; ++version) {
        // Older assemblies keep the metadata in the manifest, newer ones in a file of its own.
        const bool file = version > 53;
        const std::string entries = R"x({"/S/B/Resource": [{"type": "aws:cdk:logicalId", "data": "B1"},
            {"type": "aws:cdk:creationStack", "data": ["new S (/r/s.ts:4:5)"]}]})x";
        const std::string where = file ? R"("additionalMetadataFile": "S.metadata.json")" : "\"metadata\": " + entries;
        const Files files = files_of({
            {"cdk.out/manifest.json", R"({"version": ")" + std::to_string(version) +
                                          R"(.0.0", "artifacts": {"S": {"type": "aws:cloudformation:stack",
                "environment": "aws://123456789012/eu-west-1", "properties": {"templateFile": "S.template.json",
                "tags": {"Owner": "team"}}, )" +
                                          where + "}}}"},
            {"cdk.out/S.metadata.json", entries},
        });
        const auto assembly = read(files);
        INFO(version);
        CHECK(assembly->version() == std::to_string(version) + ".0.0");
        REQUIRE(assembly->stacks().size() == 1);
        const Stack& stack = assembly->stacks().front();
        CHECK(stack.name == "S");
        CHECK(stack.tags == std::map<std::string, std::string, std::less<>>{{"Owner", "team"}});
        CHECK(assembly->construct_path(stack, "B1") == "S/B/Resource");
        const ConstructTrace* const trace = assembly->trace(stack, "B1");
        REQUIRE(trace != nullptr);
        CHECK(trace->frames.front().line == 4);
    }
}

TEST_CASE("a nested stack is found by its asset where its path is left out") {
    const Files files = files_of({
        {"cdk.out/manifest.json", R"x({"version": "44.0.0", "artifacts": {
            "App.assets": {"type": "cdk:asset-manifest", "properties": {"file": "App.assets.json"}},
            "App": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "App.template.json"}}}})x"},
        {"cdk.out/App.assets.json", R"x({"version": "44.0.0", "files": {"f00": {
            "source": {"path": "AppInner.nested.template.json", "packaging": "file"},
            "destinations": {"current": {"bucketName": "b", "objectKey": "f00.json"}}}}})x"},
        {"cdk.out/App.template.json", R"x({"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {
            "TemplateURL": {"Fn::Join": ["", ["https://s3.eu-west-1.", {"Ref": "AWS::URLSuffix"}, "/b/f00.json"]]}}}}})x"},
    });
    const auto assembly = read(files);
    REQUIRE(assembly->stacks().size() == 2);
    const Stack& inner = assembly->stacks()[1];
    CHECK(inner.template_path == "cdk.out/AppInner.nested.template.json");
    CHECK(inner.parent_template == "cdk.out/App.template.json");
    CHECK(inner.logical_id == "Inner");
}

TEST_CASE("lines of a stack trace") {
    CHECK(parse_frame("    at new VpcStack (/h/vpc-stack.ts:38:16)") ==
          Frame{"/h/vpc-stack.ts", 38, 16, "new VpcStack"});
    CHECK(parse_frame("at /h/index.ts:1:2") == Frame{"/h/index.ts", 1, 2, ""});
    CHECK(parse_frame("at f (file:///h/x.mjs:1:2)") == Frame{"/h/x.mjs", 1, 2, "f"});
    CHECK_FALSE(parse_frame("...new Key2 in aws-cdk-lib..."));
    CHECK_FALSE(parse_frame("at Module._compile (node:internal/modules/cjs/loader:1:2)"));
    CHECK_FALSE(parse_frame("at x (/a/node_modules/b/c.js:1:2)"));
    CHECK_FALSE(parse_frame("(no user code in 10 frames, use --stack-trace-limit to capture more)"));
    CHECK_FALSE(parse_frame(""));
}

}  // namespace csr::model::cloudformation
