#include "model/workflow/workflow.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "model/workflow/workflow_object.hpp"

using namespace csr::model;

namespace {

/// A workflow with its document.
struct Loaded {
    explicit Loaded(std::string text)
        : document(std::make_unique<Document>(".github/workflows/w.yml", std::move(text), false)),
          workflow(*document) {}
    std::unique_ptr<Document> document;
    Workflow workflow;
};

std::vector<std::string_view> problems(std::string text) {
    std::vector<std::string_view> codes;
    const Loaded loaded(std::move(text));
    for (const Diagnostic& diagnostic : loaded.workflow.diagnostics()) codes.push_back(diagnostic.code);
    return codes;
}

Value field(const Value& object, std::string_view name) {
    const auto found = object.as_map().get(Value::string(name));
    REQUIRE(found);
    return *found;
}

bool has(const Value& object, std::string_view name) { return object.as_map().get(Value::string(name)).has_value(); }

using Codes = std::vector<std::string_view>;

constexpr std::string_view deploy = R"(name: Deploy
on:
  push: {branches: [main]}
  workflow_dispatch:
    inputs: {confirm: {type: string}}
permissions: read-all
env: {A: 1}
jobs:
  test:
    runs-on: ubuntu-latest
    timeout-minutes: ${{ vars.T }}
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
      - name: Test
        run: npm test
        continue-on-error: true
  deploy:
    name: Ship it
    needs: test
    if: github.ref == 'refs/heads/main'
    runs-on: [self-hosted, linux]
    environment: {name: production, url: x}
    steps:
      - {id: go, run: ./deploy.sh, if: always()}
  notify:
    needs: [deploy]
    runs-on: {group: g, labels: [a]}
    uses: ./x.yml
)";

}  // namespace

TEST_CASE("events come as a name, a list or a mapping", "[workflow]") {
    CHECK(Loaded("on: push\njobs: {a: {steps: []}}").workflow.event("push") != nullptr);
    CHECK(Loaded("on: [push, pull_request]\njobs: {a: {steps: []}}").workflow.events().size() == 2);
    const Loaded loaded{std::string(deploy)};
    CHECK(loaded.workflow.event("push")->config.is_mapping());
    CHECK(loaded.workflow.event("schedule") == nullptr);
}

TEST_CASE("jobs know what they need, directly and through others", "[workflow]") {
    const Loaded loaded{std::string(deploy)};
    const Job* notify = loaded.workflow.job("NOTIFY");
    REQUIRE(notify != nullptr);
    REQUIRE(notify->ancestors.size() == 2);
    CHECK(notify->ancestors[0]->id == "test");
    CHECK(notify->needs.front().job->id == "deploy");
    CHECK(loaded.workflow.job("deploy")->environment_name.text() == "production");
    CHECK(loaded.workflow.diagnostics().empty());
}

TEST_CASE("steps tell the action from its version", "[workflow]") {
    const Loaded loaded{std::string(deploy)};
    const Job& test = *loaded.workflow.job("test");
    CHECK(test.steps[0].action() == "actions/checkout");
    CHECK(test.steps[0].ref() == "v4");
    CHECK(test.steps[1].action().empty());
    CHECK(test.steps[1].run.text() == "npm test");
}

TEST_CASE("problems of shape are data", "[workflow]") {
    CHECK(problems("") == Codes{"not-a-mapping"});
    CHECK(problems("a: 1") == Codes{"events-missing", "jobs-missing"});
    CHECK(problems("on: push\njobs: {a: {needs: b, steps: []}}") == Codes{"need-undefined"});
    CHECK(problems("on: push\njobs: {a: {needs: a, steps: []}}") == Codes{"need-itself"});
    CHECK(problems("on: push\njobs: {a: {needs: b, steps: []}, b: {needs: a, steps: []}}") ==
          Codes{"need-cycle", "need-cycle"});
    CHECK(problems("on: push\njobs: {a: {}}") == Codes{"job-empty"});
    CHECK(problems("on: push\njobs: {a: {steps: [{name: x}]}}") == Codes{"step-empty"});
    CHECK(problems("on: push\njobs: {a: {steps: [{run: x, uses: y}]}}") == Codes{"step-ambiguous"});
    CHECK(problems("on: push\njobs: {a: {if: 'a &&', steps: []}}") == Codes{"expression-error"});
    CHECK(problems("on: push\njobs: {a: {if: secrets.X != '', steps: []}}") == Codes{"condition-invalid"});
    CHECK(problems("on: push\njobs: {a: 1}") == Codes{"wrong-type"});
    CHECK(problems("on: push\njobs: [a]") == Codes{"jobs-missing"});
    CHECK(problems("on: {}\njobs: {a: {steps: []}}") == Codes{"events-missing"});
}

TEST_CASE("rules see workflows as documented", "[workflow]") {
    const Loaded loaded{std::string(deploy)};
    csr::base::Arena arena;
    const Value workflow = object_of(loaded.workflow, arena);
    CHECK(field(workflow, "name").text() == "Deploy");
    CHECK(field(workflow, "events").as_map().size() == 2);
    CHECK(field(workflow, "inputs").as_map().get(Value::string("confirm")));
    CHECK(field(workflow, "permissions").text() == "read-all");
    CHECK_FALSE(has(workflow, "concurrency"));
    const Value jobs = field(workflow, "jobs");
    REQUIRE(jobs.as_list().size() == 3);

    const Value test = jobs.as_list().at(0);
    CHECK(field(test, "name").text() == "test");
    CHECK(field(test, "timeout_minutes").is(Kind::unknown));
    CHECK(field(test, "runs_on").as_list().at(0).text() == "ubuntu-latest");
    CHECK_FALSE(has(test, "environment"));
    const Value step = field(test, "steps").as_list().at(1);
    CHECK(field(step, "index").as_integer() == 1);
    CHECK(field(step, "continue_on_error").as_boolean());
    CHECK(field(step, "action").text().empty());
    CHECK_FALSE(has(step, "uses"));

    const Value ship = jobs.as_list().at(1);
    CHECK(field(ship, "name").text() == "Ship it");
    CHECK(field(ship, "environment").text() == "production");
    CHECK(field(ship, "ancestors").as_list().size() == 1);
    CHECK(field(ship, "if").text() == "github.ref == 'refs/heads/main'");
    CHECK(field(jobs.as_list().at(2), "runs_on").as_list().at(0).text() == "a");
    CHECK(job_behind(ship) == loaded.workflow.job("deploy"));
    CHECK(workflow_behind(field(ship, "workflow")) == &loaded.workflow);
    CHECK(job_behind(workflow) == nullptr);
}

TEST_CASE("every field that is always there is there in the emptiest workflow", "[workflow]") {
    const Loaded loaded("jobs: {a: {steps: [1]}}");
    csr::base::Arena arena;
    const Job& job = loaded.workflow.jobs().front();
    const auto check = [](const Value& object, const ObjectType& type) {
        for (const Field& one : type.fields()) {
            INFO(one.name);
            if (one.always) CHECK(has(object, one.name));
        }
    };
    check(object_of(loaded.workflow, arena), workflow_type());
    check(object_of(job, arena), job_type());
    check(object_of(job.steps.front(), arena), step_type());
}
