#include "model/workflow/job_graph.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace csr::model;

namespace {

struct Case {
    const char* what;
    const char* on;
    const char* test;    ///< of the job test, beside runs-on and a step
    const char* deploy;  ///< of the job deploy
    ProofResult expected;
};

constexpr const char* push = "push: {branches: [main]}";
constexpr const char* by_hand =
    "workflow_dispatch: {inputs: {skip: {type: boolean}, go: {type: choice, options: [a, b]}, text: {type: string}}}";

// Between test and deploy stands a job `build` that needs test, for the cases that need it.
const Case cases[] = {
    {"needs alone is enough", push, "", "needs: test", ProofResult::holds},
    {"without needs nothing waits", push, "", "", ProofResult::refuted},
    {"a condition without status function keeps the guarantee", push, "",
     "needs: test, if: github.ref == 'refs/heads/main'", ProofResult::holds},
    {"always() removes it", push, "", "needs: test, if: always()", ProofResult::refuted},
    {"always() with the result checked keeps it", push, "",
     "needs: test, if: always() && needs.test.result == 'success'", ProofResult::holds},
    {"another result checked does not", push, "", "needs: test, if: always() && needs.test.result != 'cancelled'",
     ProofResult::refuted},
    {"!cancelled() lets a failure through", push, "", "needs: test, if: '!cancelled()'", ProofResult::refuted},
    {"!failure() && !cancelled() holds for a job that cannot be skipped", push, "",
     "needs: test, if: '!failure() && !cancelled()'", ProofResult::holds},
    {"!failure() && !cancelled() lets a skipped job through", by_hand, "if: '!inputs.skip'",
     "needs: test, if: '!failure() && !cancelled()'", ProofResult::refuted},
    {"a skipped need skips its dependents", by_hand, "if: '!inputs.skip'", "needs: test", ProofResult::holds},
    {"failure() starts only after a failure", push, "", "needs: test, if: failure()", ProofResult::refuted},
    {"success() is explicit", push, "", "needs: test, if: success()", ProofResult::holds},
    {"success() or a choice of the user", by_hand, "", "needs: test, if: success() || inputs.go == 'a'",
     ProofResult::refuted},
    {"success() and a choice of the user", by_hand, "", "needs: test, if: success() && inputs.go == 'a'",
     ProofResult::holds},
    {"a choice that does not exist", by_hand, "", "needs: test, if: success() || inputs.go == 'c'", ProofResult::holds},
    {"a free text can be anything", by_hand, "", "needs: test, if: success() || inputs.text == 'force'",
     ProofResult::refuted},
    {"a boolean is never the text 'true'", by_hand, "", "needs: test, if: success() || inputs.skip == 'true'",
     ProofResult::holds},
    {"the event's inputs are texts", by_hand, "", "needs: test, if: success() || github.event.inputs.skip == 'true'",
     ProofResult::refuted},
    {"inputs of another event are empty", push, "", "needs: test, if: success() || inputs.skip", ProofResult::holds},
    {"text outside the braces is always true, but success() stays", push, "", "needs: test, if: 'x ${{ false }}'",
     ProofResult::holds},
    {"text outside the braces makes a checked result useless", push, "",
     "needs: test, if: \"${{ always() && needs.test.result == 'success' }} \"", ProofResult::refuted},
    {"continue-on-error makes a failure look like success", push, "continue-on-error: true", "needs: test",
     ProofResult::refuted},
    {"a variable may turn continue-on-error on", push, "continue-on-error: '${{ vars.X }}'", "needs: test",
     ProofResult::refuted},
    {"success() looks through the job between", push, "",
     "needs: build, if: always() && needs.build.result == 'success'", ProofResult::holds},
    {"the result of a job that is not needed directly is empty", push, "",
     "needs: build, if: always() && needs.test.result == 'success'", ProofResult::holds},
    {"... so a negative check of it lets everything through", push, "",
     "needs: build, if: always() && needs.test.result != 'failure'", ProofResult::refuted},
    {"no failure among the results, but a skipped one", by_hand, "if: '!inputs.skip'",
     "needs: test, if: \"!cancelled() && !contains(needs.*.result, 'failure')\"", ProofResult::refuted},
    {"every needed result is a success", push, "",
     "needs: test, if: \"always() && contains(needs.*.result, 'success')\"", ProofResult::holds},
    {"cancelled() starts after a cancellation", push, "", "needs: test, if: cancelled()", ProofResult::refuted},
    {"a branch that the filter excludes", push, "",
     "needs: test, if: always() && (success() || github.ref == 'refs/heads/dev')", ProofResult::holds},
    {"a branch that anybody can choose", by_hand, "",
     "needs: test, if: always() && (success() || github.ref == 'refs/heads/dev')", ProofResult::refuted},
    {"a function nobody can evaluate", push, "", "needs: test, if: success() || fromJSON(vars.X).y",
     ProofResult::unknown},
    {"a repository variable can be anything", push, "", "needs: test, if: success() || vars.FORCE == 'yes'",
     ProofResult::refuted},
    {"a context that is not available there", push, "", "needs: test, if: secrets.X == 'y'", ProofResult::invalid},
    {"a job that needs nobody there is", push, "", "needs: [test, nobody]", ProofResult::invalid},
    {"the event is known", push, "", "needs: test, if: success() || github.event_name == 'schedule'",
     ProofResult::holds},
};

std::string text_of(const Case& one) {
    const auto job = [](std::string id, std::string more) {
        return "  " + id + ": {runs-on: x, steps: [{run: make}]" + (more.empty() ? "" : ", " + more) + "}\n";
    };
    return std::string("on: {") + one.on + "}\njobs:\n" + job("test", one.test) + job("build", "needs: test") +
           job("deploy", one.deploy);
}

ProofAnswer guarantee(const Workflow& workflow, std::string_view target, std::string_view guard) {
    return prove(workflow, {ProofKind::guards, std::string(target), std::string(guard)});
}

}  // namespace

TEST_CASE("whether a job has succeeded before another starts", "[job_graph]") {
    for (const Case& one : cases) {
        const Document document(".github/workflows/w.yml", text_of(one), false);
        REQUIRE(document.tree()->errors().empty());
        const Workflow workflow(document);
        const ProofAnswer answer = guarantee(workflow, "deploy", "test");
        INFO(one.what << "\n" << text_of(one) << "\n" << answer.because.en);
        CHECK(answer.result == one.expected);
        CHECK(answer.because.empty() == (answer.result == ProofResult::holds));
        CHECK(answer.counterexample.has_value() == (answer.result == ProofResult::refuted));
    }
}

TEST_CASE("a counterexample names the event, the inputs and the results", "[job_graph]") {
    const Document document(
        ".github/workflows/w.yml",
        "on: {workflow_dispatch: {inputs: {skip: {type: boolean}}}}\n"
        "jobs:\n"
        "  test: {runs-on: x, if: '!inputs.skip', steps: [{run: make}]}\n"
        "  deploy: {runs-on: x, needs: test, if: '!failure() && !cancelled()', steps: [{run: make}]}\n",
        false);
    const Workflow workflow(document);
    const ProofAnswer answer = guarantee(workflow, "deploy", "test");
    REQUIRE(answer.counterexample);
    CHECK(answer.counterexample->event == "workflow_dispatch");
    REQUIRE(answer.counterexample->choices.size() == 1);
    CHECK(answer.counterexample->choices[0] == std::pair<std::string, std::string>("inputs.skip", "true"));
    REQUIRE(answer.counterexample->jobs.size() == 1);
    CHECK(answer.counterexample->jobs[0].second == "skipped");
}

TEST_CASE("a job that looks at the results in its steps is not taken for one that succeeds anyway", "[job_graph]") {
    const Document document(
        ".github/workflows/w.yml",
        "on: push\n"
        "jobs:\n"
        "  test: {runs-on: x, steps: [{run: make}]}\n"
        "  gate: {runs-on: x, needs: test, if: always(), steps: [{if: \"needs.test.result != 'success'\", "
        "run: exit 1}]}\n"
        "  deploy: {runs-on: x, needs: gate, if: \"always() && needs.gate.result == 'success'\", "
        "steps: [{run: make}]}\n",
        false);
    const Workflow workflow(document);
    CHECK(guarantee(workflow, "deploy", "test").result != ProofResult::refuted);
    CHECK(guarantee(workflow, "deploy", "gate").result == ProofResult::holds);
}

TEST_CASE("the list for rules holds proved jobs, and an unknown item for what is open", "[job_graph]") {
    const Document document(".github/workflows/w.yml",
                            "on: push\n"
                            "jobs:\n"
                            "  a: {runs-on: x, steps: [{run: make}]}\n"
                            "  b: {runs-on: x, steps: [{run: make}]}\n"
                            "  c: {runs-on: x, needs: [a, b], if: \"always() && needs.a.result == 'success' && "
                            "(needs.b.result == 'success' || fromJSON(vars.X).y)\", steps: [{run: make}]}\n",
                            false);
    const Workflow workflow(document);
    csr::base::Arena arena;
    csr::model::ProofMemo proofs;
    const Value list = guaranteed_before_list(*workflow.job("c"), proofs, arena);
    REQUIRE(list.as_list().size() == 2);
    CHECK(list.as_list().at(0).is(Kind::map));
    CHECK(list.as_list().at(1).is(Kind::unknown));
}

TEST_CASE("a step runs always when its condition is true in every status", "[job_graph]") {
    const auto always = [](const std::string& condition) {
        const Document document(".github/workflows/w.yml",
                                "on: push\njobs: {a: {runs-on: x, steps: [{run: x" + condition + "}]}}\n", false);
        const Workflow workflow(document);
        return runs_always(workflow.jobs().front().steps.front());
    };
    CHECK(always(", if: always()"));
    CHECK(always(", if: '${{ always() }}'"));
    CHECK(always(", if: '${{ !cancelled() || cancelled() }}'"));
    CHECK(always(", if: 'success() || failure() || cancelled()'"));
    CHECK_FALSE(always(""));
    CHECK_FALSE(always(", if: failure()"));
    CHECK_FALSE(always(", if: '!cancelled()'"));
    CHECK_FALSE(always(", if: always() && github.ref == 'x'"));
    CHECK_FALSE(always(", if: 'true'"));
}
