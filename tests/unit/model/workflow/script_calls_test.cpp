#include "model/workflow/script_calls.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <span>
#include <string>

#include "source/file_system.hpp"

using namespace csr;
using namespace csr::model;

namespace {

/// A repository with two packages, some files and one workflow whose last step runs a script.
struct Repository {
    explicit Repository(const std::string& script, const std::string& checkout = "{uses: actions/checkout@v4}",
                        const std::string& step = "") {
        files.add_directory("/repo/.git");
        files.add_file("/repo/.gitignore", "build/\n*.out.sh\n");
        files.add_file("/repo/.gitmodules", "[submodule \"x\"]\n\tpath = third/party\n\turl = ../x\n");
        files.add_directory("/repo/third/party");
        files.add_file("/repo/package.json",
                       R"({"name": "root", "scripts": {"build": "x", "test": "y", "lint:all": "z"}})");
        files.add_file("/repo/packages/web/package.json", R"({"name": "@demo/web", "scripts": {"e2e": "x"}})");
        files.add_file("/repo/scripts/deploy.sh", "echo\n");
        files.add_file("/repo/scripts/report.js", ";\n");
        std::string indented;
        for (const char c : script + "\n") indented += c == '\n' ? "\n          " : std::string(1, c);
        files.add_file("/repo/.github/workflows/a.yml",
                       "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - " + checkout +
                           "\n      - run: |\n          " + indented + "\n" + step);
        const std::string root = "/repo";
        ProjectOptions options;
        options.threads = 1;
        project = Project::load(files, std::span(&root, 1), options);
    }

    [[nodiscard]] const Step& step() const { return project->workflows().front()->jobs().front().steps.back(); }

    source::MemoryFileSystem files{"/repo"};
    std::unique_ptr<Project> project;
};

std::string word(Answer answer) { return answer == Answer::yes ? "yes" : answer == Answer::no ? "no" : "unknown"; }

/// "MANAGER SCRIPT [SELECTION] FOUND SELECTED" of each call.
std::string scripts(const std::string& script, const std::string& checkout = "{uses: actions/checkout@v4}") {
    const Repository repository(script, checkout);
    std::string text;
    for (const PackageScriptCall& call : package_script_calls(repository.step(), *repository.project)) {
        text += (text.empty() ? "" : "; ") + call.manager + " " + call.script;
        if (!call.selection.empty()) text += " [" + call.selection + "]";
        text += " " + word(call.found);
        if (call.selected != Answer::yes) text += " selected: " + word(call.selected);
        if (!call.similar.empty()) text += " ~" + call.similar;
    }
    return text;
}

std::string called(const std::string& script, const std::string& checkout = "{uses: actions/checkout@v4}") {
    const Repository repository(script, checkout);
    std::string text;
    for (const FileCall& call : file_calls(repository.step(), *repository.project))
        text += (text.empty() ? "" : "; ") + call.path + " " + word(call.exists);
    return text;
}

}  // namespace

TEST_CASE("package scripts are read as the managers read them") {
    CHECK(scripts("npm run build") == "npm build yes");
    CHECK(scripts("npm run buidl") == "npm buidl no ~build");
    CHECK(scripts("npm test -- --run") == "npm test yes");
    CHECK(scripts("npm run --if-present nothing") == "npm nothing yes");
    CHECK(scripts("npm run nothing --if-present") == "npm nothing yes");
    CHECK(scripts("npm run e2e -w @demo/web") == "npm e2e [@demo/web] yes");
    CHECK(scripts("npm run e2e --workspace=packages/web") == "npm e2e [packages/web] yes");
    CHECK(scripts("npm --prefix packages/web run e2e") == "npm e2e yes");
    CHECK(scripts("npm --prefix packages/web run build") == "npm build no");
    CHECK(scripts("npm ci && npm publish && npm install -g pnpm").empty());
    CHECK(scripts("pnpm build") == "pnpm build yes");
    CHECK(scripts("pnpm cdk synth") == "pnpm cdk unknown");
    CHECK(scripts("pnpm lint:al") == "pnpm lint:al no ~lint:all");
    CHECK(scripts("pnpm run nothing") == "pnpm nothing no");
    CHECK(scripts("pnpm install --frozen-lockfile\npnpm exec tsc\npnpm dlx x").empty());
    CHECK(scripts("pnpm --filter @demo/web e2e") == "pnpm e2e [@demo/web] yes");
    CHECK(scripts("pnpm --filter=web run e2e") == "pnpm e2e [web] yes");
    CHECK(scripts("pnpm -F './packages/*' run e2e") == "pnpm e2e [./packages/*] yes");
    CHECK(scripts("pnpm --filter api run e2e") == "pnpm e2e [api] no selected: no");
    CHECK(scripts("pnpm --filter '...[main]' run e2e") == "pnpm e2e [...[main]] unknown selected: unknown");
    CHECK(scripts("pnpm -r run e2e") == "pnpm e2e yes");
    CHECK(scripts("pnpm -C packages/web run build") == "pnpm build no");
    CHECK(scripts("pnpm --something-new build").empty());
    CHECK(scripts("yarn build\nyarn run tsc\nyarn install") == "yarn build yes; yarn tsc unknown");
    CHECK(scripts("yarn workspace @demo/web run e2e") == "yarn e2e [@demo/web] yes");
    CHECK(scripts("bun run build\nbun run a.ts\nbun test") == "bun build yes");
}

TEST_CASE("package scripts are looked for where the command runs") {
    CHECK(scripts("cd packages/web\nnpm run e2e") == "npm e2e yes");
    CHECK(scripts("(cd packages/web && npm run e2e)\nnpm run build") == "npm e2e yes; npm build yes");
    CHECK(scripts("cd \"$DIR\" && npm run nothing") == "npm nothing unknown");
    CHECK(scripts("npm run \"$NAME\"").empty());
    CHECK(scripts("npm run ${{ inputs.script }}").empty());
    CHECK(scripts("npm run nothing", "{uses: actions/checkout@v4, with: {ref: v1}}") ==
          "npm nothing unknown selected: unknown");
    CHECK(scripts("npm run nothing", "{uses: actions/cache@v4}") == "npm nothing unknown selected: unknown");
}

TEST_CASE("nothing is said of scripts where no package is") {
    source::MemoryFileSystem files("/repo");
    files.add_directory("/repo/.git");
    files.add_file("/repo/.github/workflows/a.yml",
                   "on: push\njobs: {a: {runs-on: x, steps: [{uses: actions/checkout@v4}, {run: npm run build}]}}\n");
    const std::string root = "/repo";
    ProjectOptions options;
    options.threads = 1;
    const auto project = Project::load(files, std::span(&root, 1), options);
    const Step& step = project->workflows().front()->jobs().front().steps.back();
    const std::vector<PackageScriptCall> calls = package_script_calls(step, *project);
    REQUIRE(calls.size() == 1);
    CHECK(calls.front().found == Answer::unknown);
}

TEST_CASE("files that are run are looked for in the repository") {
    CHECK(called("./scripts/deploy.sh prod") == "./scripts/deploy.sh yes");
    CHECK(called("bash -eux scripts/delpoy.sh") == "scripts/delpoy.sh no");
    CHECK(called("node scripts/report\nnode -e 'x'\npython -m pytest") == "scripts/report yes");
    CHECK(called("cd scripts\n./deploy.sh") == "./deploy.sh yes");
    CHECK(called("bash \"$SCRIPT\"\n/usr/bin/a.sh\nbash -c 'x.sh'").empty());
    CHECK(called("./scripts/deploy.sh ${{ github.sha }}") == "./scripts/deploy.sh yes");
    CHECK(called("bash scripts/${{ inputs.name }}.sh").empty());
}

TEST_CASE("a file that may be made when the workflow runs is not missed") {
    CHECK(called("node build/server.js") == "build/server.js unknown");
    CHECK(called("bash scripts/a.out.sh") == "scripts/a.out.sh unknown");
    CHECK(called("bash third/party/run.sh") == "third/party/run.sh unknown");
    CHECK(called("node dist/server.js") == "dist/server.js unknown");
    CHECK(called("./configure") == "./configure unknown");
    CHECK(called("curl -o scripts/x.sh https://example.com/x\nbash scripts/x.sh") == "scripts/x.sh unknown");
    CHECK(called("echo hi > scripts/y.sh\nbash scripts/y.sh") == "scripts/y.sh unknown");
    CHECK(called("chmod +x scripts/z.sh\n./scripts/z.sh") == "./scripts/z.sh no");
    CHECK(called("[ -f scripts/w.sh ] && bash scripts/w.sh") == "scripts/w.sh unknown");
    CHECK(called("bash ../elsewhere/a.sh") == "../elsewhere/a.sh unknown");
}
