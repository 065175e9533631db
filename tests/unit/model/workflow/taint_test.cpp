#include "model/workflow/taint.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "model/workflow/expression_part.hpp"

using namespace csr::model;

namespace {

/// A workflow of one job with one step.
struct Sample {
    explicit Sample(const std::string& script, const std::string& more = "")
        : document(".github/workflows/a.yml",
                   "on:\n  workflow_dispatch:\n    inputs: {flag: {type: boolean}, name: {type: string}}\n"
                   "jobs:\n  a:\n    runs-on: x\n" +
                       more + "    steps:\n      - run: " + script +
                       "\n        env: {OWN: a, TITLE: '${{ github.head_ref }}'}\n",
                   true),
          workflow(document) {}

    /// "CONTEXT=RATING" of everything that flows, with blanks between.
    std::string taints() {
        std::string text;
        for (const ExpressionSite& site : workflow.expressions_of(workflow.jobs()[0].steps[0])) {
            if (site.key != "run") continue;
            const Value list = taints_of(site, arena);
            for (std::size_t i = 0; i < list.as_list().size(); ++i) {
                const Map& taint = list.as_list().at(i).as_map();
                text += (text.empty() ? "" : " ") + std::string(taint.get(Value::string("context"))->text()) + "=" +
                        std::string(taint.get(Value::string("rating"))->text());
            }
        }
        return text;
    }

    /// "KIND:TEXT" of all parts, with blanks between.
    std::string parts() {
        std::string text;
        const Value list = parts_of(workflow.expressions_of(workflow.jobs()[0].steps[0])[0], arena);
        for (std::size_t i = 0; i < list.as_list().size(); ++i) {
            const Map& part = list.as_list().at(i).as_map();
            text += (text.empty() ? "" : " ") + std::string(part.get(Value::string("kind"))->text()) + ":" +
                    std::string(part.get(Value::string("text"))->text());
            if (part.get(Value::string("constant"))->as_boolean()) text += "!";
        }
        return text;
    }

    Document document;
    Workflow workflow;
    csr::base::Arena arena;
};

}  // namespace

TEST_CASE("what flows into an expression is rated by who chooses it", "[taint]") {
    CHECK(Sample("echo ${{ github.event.issue.title }}").taints() == "github.event.issue.title=arbitrary");
    CHECK(Sample("echo ${{ github.event.issue.number }}").taints() == "github.event.issue.number=fixed");
    CHECK(Sample("echo ${{ github.event.issue.html_url }}").taints() == "github.event.issue.html_url=structured");
    CHECK(Sample("echo ${{ github.head_ref || github.sha }}").taints() == "github.head_ref=arbitrary github.sha=fixed");
    CHECK(Sample("echo ${{ github.head_ref && 'a' || 'b' }}").taints().empty());
    CHECK(Sample("echo ${{ steps.a.outputs.b }} ${{ steps.a.outcome }}").taints() ==
          "steps.a.outputs.b=unknown steps.a.outcome=fixed");
    CHECK(Sample("echo ${{ secrets.A }}").taints() == "secrets.a=fixed");
}

TEST_CASE("an input is rated by its declared type", "[taint]") {
    CHECK(Sample("echo ${{ inputs.flag }} ${{ inputs.name }} ${{ inputs.other }}").taints() ==
          "inputs.flag=fixed inputs.name=arbitrary inputs.other=unknown");
    CHECK(Sample("echo ${{ github.event.inputs.flag }}").taints() == "github.event.inputs.flag=fixed");
}

TEST_CASE("env and matrix are rated by what stands in them", "[taint]") {
    CHECK(Sample("echo ${{ env.OWN }} ${{ env.TITLE }} ${{ env.OTHER }}").taints() ==
          "env.own=fixed env.title=arbitrary env.other=unknown");
    const std::string matrix = "    strategy: {matrix: {a: [1, 2], b: ['${{ github.ref }}'], include: [{c: x}]}}\n";
    CHECK(Sample("echo ${{ matrix.a }} ${{ matrix.b }} ${{ matrix.c }}", matrix).taints() ==
          "matrix.a=fixed matrix.b=arbitrary matrix.c=fixed");
}

TEST_CASE("the parts of an expression are told in the order of the text", "[taint]") {
    CHECK(Sample("echo ${{ github['actor'] == format('{0}', 'x') }}").parts() ==
          "equal:github['actor'] == format('{0}', 'x') context:github['actor'] call:format('{0}', 'x')! "
          "literal:'{0}'! literal:'x'!");
    CHECK(Sample("echo ${{ inputs[inputs.a] }}").parts() == "context:inputs[inputs.a] context:inputs.a");
}
