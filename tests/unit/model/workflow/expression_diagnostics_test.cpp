#include "model/workflow/expression_diagnostics.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace {

/// The codes and the bytes they mark, of a workflow whose only job has this body.
std::string marked(const std::string& body, const std::string& head = "on: push\n") {
    const csr::model::Document document("x.yml", head + "jobs:\n  a:\n    runs-on: x\n" + body, true);
    const csr::model::Workflow workflow(document);
    std::string all;
    for (const csr::model::Diagnostic& one : workflow.late_diagnostics()) {
        all += (all.empty() ? "" : "; ") + std::string(one.code) + ": " +
               std::string(document.source().bytes().substr(one.span.begin, one.span.end - one.span.begin));
    }
    return all;
}

std::string in_step(const std::string& expression) {
    return marked("    steps:\n      - run: |\n          echo\n            ${{ " + expression + " }}\n");
}

}  // namespace

TEST_CASE("mistakes in expressions mark their very bytes", "[expression-diagnostics]") {
    CHECK(in_step("github.ref == 'x' && github.sha") == "");
    CHECK(in_step("github.ref == \"x\"") == "expression-syntax: \"");
    CHECK(in_step("environment.X") == "expression-undefined-context: environment");
    CHECK(in_step("github.reff") == "expression-undefined-property: github.reff");
    CHECK(in_step("toYAML(github)") == "expression-undefined-function: toYAML(github)");
    CHECK(in_step("contains('x')") == "expression-arguments: contains('x')");
    CHECK(in_step("env") == "expression-type: ${{ env }}");
    CHECK(in_step("always()") == "expression-unavailable-context: always()");
    CHECK(in_step("format('{0} {x}', github.sha)") == "expression-fails: ${{ format('{0} {x}', github.sha) }}");
    CHECK(in_step("format('{0}', github.head_ref)") == "untrusted-input-in-script: github.head_ref");
}

TEST_CASE("the matrix, earlier steps and inputs are known", "[expression-diagnostics]") {
    const std::string matrix =
        "    strategy: {matrix: {os: [a, b], include: [{os: c, extra: 1}]}}\n    steps:\n      - run: ${{ matrix.";
    CHECK(marked(matrix + "os }}${{ matrix.extra }}\n") == "");
    CHECK(marked(matrix + "arch }}\n") == "expression-undefined-property: matrix.arch");
    CHECK(marked("    strategy: {matrix: '${{ fromJSON(vars.M) }}'}\n    steps: [{run: '${{ matrix.x }}'}]\n") == "");
    CHECK(
        marked(
            "    steps:\n      - {id: b, run: '${{ steps.b.outputs.x }}'}\n      - run: ${{ steps.b.outputs.x }}\n") ==
        "expression-undefined-property: steps.b");
    const std::string inputs = "on: {workflow_dispatch: {inputs: {n: {type: number}}}}\n";
    CHECK(marked("    steps: [{run: '${{ inputs.n }} ${{ github.event.inputs.n }}'}]\n", inputs) == "");
    CHECK(marked("    steps: [{run: '${{ inputs.m }}'}]\n", inputs) == "expression-undefined-property: inputs.m");
}

TEST_CASE("conditions that never change are found", "[expression-diagnostics]") {
    CHECK(marked("    steps: [{run: x, if: true}]\n") == "condition-constant: true");
    CHECK(marked("    steps: [{run: x, if: always()}]\n") == "");
    CHECK(marked("    steps:\n      - run: x\n        if: ${{ github.ref }} && true\n") ==
          "condition-always-true-text: ${{ github.ref }} && true");
}
