#include "model/workflow/action_file.hpp"

#include <catch2/catch.hpp>

#include "model/workflow/workflow_object.hpp"

using namespace csr::model;

TEST_CASE("a composite action has steps that belong to no job", "[action]") {
    const Document document("action.yml",
                            "name: x\nruns:\n  using: composite\n  steps:\n    - run: echo\n      shell: bash\n"
                            "    - uses: a/b@v1\n      if: always()\n",
                            true);
    const ActionFile action(document);
    CHECK(action.runs_using() == "composite");
    REQUIRE(action.steps().size() == 2);
    CHECK(action.steps()[0].job == nullptr);
    CHECK(action.steps()[0].action_file == &action);
    CHECK(action.steps()[1].action() == "a/b");
    CHECK(action.steps()[1].condition.node().text() == "always()");
    csr::base::Arena arena;
    const Value step = object_of(action.steps()[0], arena);
    CHECK_FALSE(step.as_map().get(Value::string("job")));
    CHECK(action_behind(*step.as_map().get(Value::string("action_file"))) == &action);
}

TEST_CASE("an action that is not composite has no steps", "[action]") {
    const Document document("action.yml", "runs: {using: docker, image: Dockerfile}\n", true);
    CHECK(ActionFile(document).steps().empty());
    const Document odd("action.yml", "runs: {steps: 1}\n", true);
    CHECK(ActionFile(odd).steps().empty());
}
