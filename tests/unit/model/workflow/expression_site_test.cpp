#include "model/workflow/expression_site.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "model/workflow/expression_flow.hpp"
#include "model/workflow/workflow.hpp"

using csr::model::Expression;

namespace {

constexpr const char* text = R"(on: push
run-name: Run ${{ github.actor }} on ${{ github.ref }}
env:
  A: "it\u0027s ${{ vars.A }}"
jobs:
  build:
    if: github.ref == 'x'
    runs-on: ${{ matrix.os }}
    strategy:
      matrix:
        os: [a, '${{ inputs.os }}']
    outputs:
      x: ${{ steps.a.outputs.x }}
    steps:
      - run: |
          echo
            ${{ env.A }}
      - uses: ./x
        with:
          deep: >-
            one
            ${{ secrets.B }}
)";

std::string paths(const std::vector<csr::model::ContextPath>& found) {
    std::string all;
    for (const auto& path : found) all += (all.empty() ? "" : " ") + path.to_string();
    return all;
}

std::string contexts(std::string_view expression) {
    return paths(csr::model::context_paths(Expression::parse(expression)));
}
std::string flows(std::string_view expression) {
    return paths(csr::model::flowing_paths(Expression::parse(expression)));
}

}  // namespace

TEST_CASE("all expressions of a workflow are found with their bytes, keys, jobs and steps", "[expression-site]") {
    const csr::model::Document document("x.yml", text, true);
    const csr::model::Workflow workflow(document);
    std::string all;
    for (const csr::model::ExpressionSite& site : workflow.expressions()) {
        all += std::string(document.source().bytes().substr(site.span.begin, site.span.end - site.span.begin)) + " @ " +
               site.key + (site.job != nullptr ? " job " + std::string(site.job->id) : "") +
               (site.step != nullptr ? " step " + std::to_string(site.step->index) : "") + "\n";
    }
    CHECK(all ==
          "${{ github.actor }} @ run-name\n"
          "${{ github.ref }} @ run-name\n"
          "${{ vars.A }} @ env.<env_id>\n"
          "github.ref == 'x' @ jobs.<job_id>.if job build\n"
          "${{ matrix.os }} @ jobs.<job_id>.runs-on job build\n"
          "${{ inputs.os }} @ jobs.<job_id>.strategy.matrix.<name> job build\n"
          "${{ steps.a.outputs.x }} @ jobs.<job_id>.outputs.<output_id> job build\n"
          "${{ env.A }} @ jobs.<job_id>.steps.run job build step 0\n"
          "${{ secrets.B }} @ jobs.<job_id>.steps.with.<with_id> job build step 1\n");
}

TEST_CASE("a part of an expression is located", "[expression-site]") {
    const csr::model::Document document("x.yml", text, true);
    const csr::model::Workflow workflow(document);
    const csr::source::Span span = workflow.expressions()[7].locate(1, 4);
    CHECK(document.source().bytes().substr(span.begin, span.end - span.begin) == "env");
}

TEST_CASE("keys know what they offer", "[expression-place]") {
    const csr::model::Document document("x.yml", text, true);
    const csr::model::Workflow workflow(document);
    const auto place = [&](std::size_t index) { return workflow.expressions()[index].place; };
    CHECK(csr::model::offers(place(0), "github", false));
    CHECK_FALSE(csr::model::offers(place(0), "secrets", false));
    CHECK_FALSE(csr::model::offers(place(3), "env", false));
    CHECK(csr::model::offers(place(3), "always", true));
    CHECK(csr::model::offers(place(7), "hashfiles", true));
    CHECK_FALSE(csr::model::offers(place(7), "always", true));
}

TEST_CASE("contexts are read and flow into values", "[expression-flow]") {
    CHECK(contexts("a.b == c['D'].e[0] && f(g.*.h[x.y])") == "a.b c.d.e.* g.*.h.* x.y");
    CHECK(flows("github.event.issue.title") == "github.event.issue.title");
    CHECK(flows("a.x && b.x || c.x") == "b.x c.x");
    CHECK(flows("a.x == b.x || !c.x") == "");
    CHECK(flows("contains(a.x, 'y') && format('{0}', b.x)") == "b.x");
    CHECK(flows("case(a.x, b.x, c.x, d.x, e.x)") == "b.x d.x e.x");
    CHECK(flows("fromJSON(a.x).y[b.z]") == "a.x");
    CHECK(flows("a[b.x]") == "a.*");
    CHECK(flows("(a || b).c") == "a b");
}
