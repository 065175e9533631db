// Small workflows whose outcome GitHub's documentation states. `source` is the page of docs.github.com/en/actions, or
// the issue in which its maintainers say it.

#include <catch2/catch.hpp>
#include <string>

#include "model/workflow/proof/proof.hpp"

using namespace csr::model;

namespace {

constexpr const char* expressions = "reference/workflows-and-actions/expressions";
constexpr const char* status_functions = "reference/workflows-and-actions/expressions#status-check-functions";
constexpr const char* syntax_needs = "reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds";
constexpr const char* syntax_job_if = "reference/workflows-and-actions/workflow-syntax#jobsjob_idif";
constexpr const char* syntax_step_if = "reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsif";
constexpr const char* step_continue =
    "reference/workflows-and-actions/workflow-syntax#jobsjob_idstepscontinue-on-error";
constexpr const char* job_continue = "reference/workflows-and-actions/workflow-syntax#jobsjob_idcontinue-on-error";
constexpr const char* environments = "reference/workflows-and-actions/workflow-syntax#jobsjob_idenvironment";
constexpr const char* contexts_needs = "reference/workflows-and-actions/contexts#needs-context";
constexpr const char* contexts_steps = "reference/workflows-and-actions/contexts#steps-context";
constexpr const char* contexts_github = "reference/workflows-and-actions/contexts#github-context";
constexpr const char* contexts_inputs = "reference/workflows-and-actions/contexts#inputs-context";
constexpr const char* availability = "reference/workflows-and-actions/contexts#context-availability";
constexpr const char* events = "reference/workflows-and-actions/events-that-trigger-workflows";
constexpr const char* filters =
    "reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore";
constexpr const char* cancelling = "reference/workflows-and-actions/workflow-cancellation";
constexpr const char* matrices = "reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix";
constexpr const char* reuse = "how-tos/reuse-automations/reuse-workflows";
constexpr const char* outputs = "reference/workflows-and-actions/workflow-commands#setting-an-output-parameter";
constexpr const char* concurrency = "reference/workflows-and-actions/workflow-syntax#concurrency";
constexpr const char* shells = "reference/workflows-and-actions/workflow-syntax#exit-codes-and-error-action-preference";

struct Case {
    const char* source;
    const char* on;
    const char* jobs;  ///< ids a, b, c; `x` is a step that may fail
    ProofKind kind;
    const char* subject;
    const char* object;
    ProofResult expected;
};

constexpr auto guards = ProofKind::guards;
constexpr auto follows = ProofKind::always_follows;
constexpr auto confirmed = ProofKind::confirmation;
constexpr auto order = ProofKind::step_order;
constexpr auto environment = ProofKind::environment;
constexpr auto rollback = ProofKind::rollback_on_failure;
constexpr auto after = ProofKind::follows;
constexpr auto after_success = ProofKind::follows_success;
constexpr auto holds = ProofResult::holds;
constexpr auto refuted = ProofResult::refuted;
constexpr auto invalid = ProofResult::invalid;

constexpr const char* push = "push: {branches: [main]}";
constexpr const char* dispatch =
    "workflow_dispatch: {inputs: {flag: {type: boolean}, confirm: {required: true}, "
    "target: {type: choice, options: [staging, production]}}}";

const Case cases[] = {
    {syntax_needs, push, "a: {X}\nb: {needs: a, X}", guards, "b", "a", holds},
    {syntax_needs, push, "a: {X}\nb: {X}", guards, "b", "a", refuted},
    {syntax_needs, push, "a: {X}\nb: {needs: a, X}\nc: {needs: b, X}", guards, "c", "a", holds},
    {syntax_needs, push, "a: {X}\nb: {needs: a, if: always(), X}", guards, "b", "a", refuted},
    {syntax_needs, dispatch, "a: {if: inputs.flag, X}\nb: {needs: a, X}", guards, "b", "a", holds},
    {syntax_needs, push, "a: {X}\nb: {X}\nc: {needs: [a, b], X}", guards, "c", "b", holds},
    {syntax_needs, push, "a: {X}\nb: {needs: c, X}", guards, "b", "a", invalid},
    {status_functions, push, "a: {X}\nb: {needs: a, if: success(), X}", guards, "b", "a", holds},
    {status_functions, push, "a: {X}\nb: {needs: a, if: failure(), X}", rollback, "b", "a", holds},
    {status_functions, push, "a: {X}\nb: {needs: a, X}\nc: {needs: b, if: failure(), X}", rollback, "c", "a", holds},
    {status_functions, push, "a: {X}\nb: {if: failure(), X}", rollback, "b", "a", refuted},
    {status_functions, push, "a: {X}\nb: {needs: a, if: always(), X}", follows, "b", "workflow", holds},
    {status_functions, push, "a: {X}\nb: {needs: a, if: '!cancelled()', X}", follows, "b", "workflow", refuted},
    {status_functions, push, "a: {X}\nb: {needs: a, if: success() || failure(), X}", follows, "b", "workflow", refuted},
    {status_functions, push, "a: {X}\nb: {needs: a, if: cancelled(), X}", rollback, "b", "a", refuted},
    {status_functions, push, "a: {X}\nb: {needs: a, if: '!cancelled()', X}", guards, "b", "a", refuted},
    {status_functions, push, "a: {X}\nb: {needs: a, if: failure() || cancelled(), X}", rollback, "b", "a", holds},
    {syntax_job_if, push, "a: {X}\nb: {needs: a, if: \"github.ref == 'refs/heads/main'\", X}", guards, "b", "a", holds},
    {syntax_job_if, push, "a: {X}\nb: {needs: a, if: \"'always()' == 'x' || true\", X}", guards, "b", "a", holds},
    {syntax_job_if, push, "a: {X}\nb: {needs: a, if: !cancelled(), X}", guards, "b", "a", invalid},
    {availability, push, "a: {X}\nb: {needs: a, if: \"secrets.T != ''\", X}", guards, "b", "a", invalid},
    {availability, push, "a: {X}\nb: {needs: a, if: \"matrix.os == 'x'\", X}", guards, "b", "a", invalid},
    {availability, push, "a: {X}\nb: {R, steps: [{run: make, if: secrets.T}]}", guards, "b", "a", invalid},
    {cancelling, push, "a: {X}\nb: {needs: a, X}", follows, "b", "workflow", refuted},
    {cancelling, push, "a: {X}", follows, "a", "workflow", refuted},
    {cancelling, push, "a: {if: always(), X}", follows, "a", "workflow", holds},
    {cancelling, push, "a: {X}\nb: {needs: a, if: \"always() && needs.a.result != 'failure'\", X}", guards, "b", "a",
     refuted},
    {contexts_needs, push, "a: {X}\nb: {needs: a, if: \"always() && needs.a.result == 'success'\", X}", guards, "b",
     "a", holds},
    {contexts_needs, push, "a: {X}\nb: {if: \"always() && needs.a.result != 'failure'\", X}", guards, "b", "a",
     refuted},
    {contexts_needs, push,
     "a: {X}\nb: {needs: a, X}\nc: {needs: b, if: \"always() && needs.a.result == 'success'\", X}", guards, "c", "a",
     holds},
    {contexts_needs, push, "a: {X}\nb: {needs: a, if: \"needs.a.result == 'failure'\", X}", rollback, "b", "a",
     refuted},
    {contexts_needs, push, "a: {X}\nb: {needs: a, if: \"always() && needs.a.result == 'failure'\", X}", rollback, "b",
     "a", holds},
    {expressions, push,
     "a: {X}\nb: {X}\nc: {needs: [a, b], if: \"always() && contains(needs.*.result, 'success')\", X}", guards, "c", "a",
     refuted},
    {expressions, push,
     "a: {X}\nb: {X}\nc: {needs: [a, b], if: \"always() && !contains(needs.*.result, 'failure') && "
     "!contains(needs.*.result, 'cancelled')\", X}",
     guards, "c", "a", holds},
    {expressions, push, "a: {X}\nb: {needs: a, if: \"always() && contains(join(needs.*.result), 'success')\", X}",
     guards, "b", "a", holds},
    {expressions, dispatch, "a: {if: \"inputs.confirm == 'YES'\", X}", confirmed, "a", "confirm=yes", holds},
    {expressions, dispatch, "a: {if: \"startsWith(inputs.confirm, 'yes')\", X}", confirmed, "a", "confirm=yes",
     refuted},
    {expressions, dispatch, "a: {if: inputs.confirm, X}", confirmed, "a", "confirm=yes", refuted},
    {contexts_inputs, dispatch, "a: {if: \"inputs.flag == 'true'\", X}", follows, "a", "workflow", refuted},
    {contexts_inputs, dispatch,
     "a: {if: \"inputs.flag != 'true'\", X}\nb: {needs: a, if: '!failure() && !cancelled()', X}", guards, "b", "a",
     holds},
    {contexts_inputs, dispatch,
     "a: {if: \"github.event.inputs.flag != 'true'\", X}\nb: {needs: a, if: '!failure() && !cancelled()', X}", guards,
     "b", "a", refuted},
    {contexts_inputs, "push: , workflow_dispatch: {inputs: {confirm: }}", "a: {if: \"inputs.confirm != 'no'\", X}",
     confirmed, "a", "confirm=yes", refuted},
    {contexts_inputs, dispatch,
     "a: {if: \"inputs.target != 'staging'\", R, environment: production, steps: [{run: make}]}", confirmed, "a",
     "target=production", holds},
    {contexts_github, "pull_request: {branches: [main]}",
     "a: {X}\nb: {needs: a, if: \"always() && github.ref == 'refs/heads/main'\", X}", guards, "b", "a", holds},
    {contexts_github, "pull_request_target: {branches: [main]}",
     "a: {X}\nb: {needs: a, if: \"always() && github.ref == 'refs/heads/main'\", X}", guards, "b", "a", refuted},
    {contexts_github, "schedule: [{cron: '0 1 * * *'}]",
     "a: {X}\nb: {needs: a, if: \"always() && github.ref != 'refs/heads/main'\", X}", guards, "b", "a", holds},
    {contexts_github, "push: {tags: ['v*']}",
     "a: {X}\nb: {needs: a, if: \"always() && github.ref_type == 'branch'\", X}", guards, "b", "a", holds},
    {contexts_github, "release: {types: [published]}",
     "a: {X}\nb: {needs: a, if: \"always() && startsWith(github.ref, 'refs/heads/')\", X}", guards, "b", "a", holds},
    {filters, "push: {branches: ['release/**']}",
     "a: {X}\nb: {needs: a, if: \"always() && github.ref == 'refs/heads/main'\", X}", guards, "b", "a", holds},
    {filters, "push: {branches-ignore: [main]}",
     "a: {X}\nb: {needs: a, if: \"always() && github.ref == 'refs/heads/main'\", X}", guards, "b", "a", holds},
    {filters, "push: {branches: ['**', '!main']}",
     "a: {X}\nb: {needs: a, if: \"always() && github.ref_name == 'dev'\", X}", guards, "b", "a", refuted},
    {filters, "push: {branches: [main]}",
     "a: {X}\nb: {needs: a, if: \"always() && startsWith(github.ref, 'refs/tags/')\", X}", guards, "b", "a", holds},
    {events, "workflow_run: {workflows: [CI], types: [completed]}", "a: {X}", guards, "a", "workflow_run(CI)", refuted},
    {events, "workflow_run: {workflows: [CI], types: [completed]}",
     "a: {if: \"github.event.workflow_run.conclusion == 'success'\", X}", guards, "a", "workflow_run(CI)", holds},
    {events, "workflow_run: {workflows: [CI, Lint], types: [completed]}",
     "a: {if: \"github.event.workflow_run.conclusion == 'success'\", X}", guards, "a", "workflow_run(CI)", refuted},
    {events, "pull_request: {types: [opened]}",
     "a: {X}\nb: {needs: a, if: \"always() && github.event.action == 'closed'\", X}", guards, "b", "a", holds},
    {events, "schedule: [{cron: '0 1 * * *'}]", "a: {if: \"github.event.schedule == '0 2 * * *'\", X}\nb: {X}", guards,
     "a", "b", holds},
    {events, dispatch,
     "a: {if: \"github.ref == 'refs/heads/main'\", R, steps: [{run: make}]}\nb: {needs: a, if: always(), X}", guards,
     "b", "a", refuted},
    {syntax_step_if, push, "a: {R, steps: [{run: make}, {id: b, run: make}, {id: c, run: make}]}", order, "a/c", "a/b",
     holds},
    {syntax_step_if, push, "a: {R, steps: [{run: make}, {id: b, run: make}, {id: c, if: always(), run: make}]}", order,
     "a/c", "a/b", refuted},
    {syntax_step_if, push, "a: {R, steps: [{run: make}, {id: b, run: make}, {id: c, if: failure(), run: make}]}",
     rollback, "a/c", "a/b", holds},
    {syntax_step_if, push, "a: {X}\nb: {needs: a, if: always(), R, steps: [{id: c, if: failure(), run: make}]}",
     rollback, "b/c", "a", refuted},
    {contexts_steps, push,
     "a: {R, steps: [{run: make}, {id: b, run: make}, {id: c, if: \"always() && steps.b.outcome == 'success'\", run: "
     "make}]}",
     guards, "a/c", "a/b", holds},
    {contexts_steps, push,
     "a: {R, steps: [{id: b, continue-on-error: true, run: make}, {id: c, if: \"steps.b.conclusion == 'success'\", "
     "run: make}]}",
     guards, "a/c", "a/b", refuted},
    {step_continue, push, "a: {R, steps: [{id: b, continue-on-error: true, run: make}]}\nc: {needs: a, X}", guards, "c",
     "a/b", refuted},
    {step_continue, dispatch, "a: {R, steps: [{if: \"inputs.confirm != 'yes'\", run: exit 1}, {id: c, run: make}]}",
     confirmed, "a/c", "confirm=yes", holds},
    {step_continue, dispatch,
     "a: {R, steps: [{if: \"inputs.confirm != 'yes'\", continue-on-error: true, run: exit 1}, {id: c, run: make}]}",
     confirmed, "a/c", "confirm=yes", refuted},
    {job_continue, push, "a: {continue-on-error: true, X}\nb: {needs: a, X}", guards, "b", "a", refuted},
    {job_continue, push, "a: {continue-on-error: true, X}\nb: {needs: a, if: failure(), X}", rollback, "b", "a",
     refuted},
    {environments, push, "a: {environment: production, X}", environment, "a", "Production", holds},
    {environments, push, "a: {environment: {name: production}, X}\nb: {needs: a, X}", environment, "b", "production",
     refuted},
    {environments, dispatch, "a: {environment: \"${{ inputs.target }}\", X}", environment, "a", "production", refuted},
    {environments, dispatch, "a: {if: \"inputs.target == 'production'\", environment: \"${{ inputs.target }}\", X}",
     environment, "a", "production", holds},
    {matrices, push, "a: {strategy: {matrix: {e: [production, staging]}}, environment: \"${{ matrix.e }}\", X}",
     environment, "a", "production", refuted},
    {matrices, push, "a: {strategy: {matrix: {e: [production]}}, environment: \"${{ matrix.e }}\", X}", environment,
     "a", "production", holds},
    {matrices, push,
     "a: {strategy: {matrix: {e: [1, 2]}}, continue-on-error: \"${{ matrix.e == 2 }}\", X}\nb: {needs: a, X}", guards,
     "b", "a", refuted},
    {outputs, dispatch,
     "a: {R, outputs: {ok: \"${{ steps.s.outputs.ok }}\"}, steps: [{id: s, run: \"echo \\\"ok=${{ inputs.confirm == "
     "'yes' }}\\\" >> $GITHUB_OUTPUT\"}]}\nb: {needs: a, if: \"needs.a.outputs.ok == 'true'\", X}",
     confirmed, "b", "confirm=yes", holds},
    {outputs, dispatch,
     "a: {R, outputs: {ok: \"${{ steps.s.outputs.ok }}\"}, steps: [{id: s, run: \"echo \\\"ok=${{ inputs.confirm == "
     "'yes' }}\\\" >> $GITHUB_OUTPUT\"}]}\nb: {needs: a, if: needs.a.outputs.ok, X}",
     confirmed, "b", "confirm=yes", refuted},
    {shells, dispatch,
     "a: {R, steps: [{env: {C: \"${{ inputs.confirm }}\"}, run: 'if [ \"$C\" != \"yes\" ]; then exit 1; fi'}, {id: c, "
     "run: make}]}",
     confirmed, "a/c", "confirm=yes", holds},
    {shells, dispatch,
     "a: {R, steps: [{env: {C: \"${{ inputs.confirm }}\"}, run: 'if [ \"$C\" != \"yes\" ]; then echo no; fi'}, {id: c, "
     "run: make}]}",
     confirmed, "a/c", "confirm=yes", refuted},
    {shells, dispatch,
     "a: {R, steps: [{env: {C: \"${{ inputs.confirm }}\"}, run: '[[ \"$C\" == \"yes\" ]] || exit 1'}, {id: c, run: "
     "make}]}",
     confirmed, "a/c", "confirm=yes", holds},
    {shells, dispatch,
     "a: {R, steps: [{env: {C: \"${{ inputs.confirm }}\"}, run: 'test \"$C\" = yes'}, {id: c, run: make}]}", confirmed,
     "a/c", "confirm=yes", holds},
    {reuse, push, "a: {uses: ./.github/workflows/called.yml, with: {skip: false}}\nb: {needs: a, X}", guards, "b",
     "a>unit", holds},
    {reuse, dispatch,
     "a: {uses: ./.github/workflows/called.yml, with: {skip: \"${{ inputs.flag }}\"}}\nb: {needs: a, X}", guards, "b",
     "a>unit", refuted},
    {reuse, dispatch,
     "a: {uses: ./.github/workflows/called.yml, with: {skip: \"${{ inputs.flag }}\"}}\nb: {needs: a, X}", guards, "b",
     "a>lint", holds},
    {reuse, push, "a: {uses: ./.github/workflows/called.yml, with: {skip: false}}\nb: {needs: a, if: failure(), X}",
     rollback, "b", "a>unit", holds},
    {reuse, push, "a: {uses: ./.github/workflows/called.yml, with: {skip: false}}\nb: {needs: a, if: always(), X}",
     guards, "b", "a>unit", refuted},
    {reuse, push, "a: {uses: ./.github/workflows/called.yml, with: {skip: true}}\nb: {needs: a, X}", guards, "b",
     "a>unit", refuted},
    {reuse, dispatch,
     "a: {if: inputs.flag, uses: ./.github/workflows/called.yml, with: {skip: false}}\nb: {needs: a, X}", guards, "b",
     "a>lint", holds},
    {reuse, dispatch,
     "a: {if: inputs.flag, uses: ./.github/workflows/called.yml, with: {skip: false}}\n"
     "b: {needs: a, if: '!failure() && !cancelled()', X}",
     guards, "b", "a>lint", refuted},
    {reuse, push, "a: {X}\nb: {needs: a, uses: ./.github/workflows/called.yml, with: {skip: false}}", guards, "b>unit",
     "a", holds},
    {reuse, push, "a: {X}\nb: {needs: a, if: always(), uses: ./.github/workflows/called.yml}", guards, "b", "a",
     refuted},
    {matrices, push, "a: {strategy: {matrix: {v: [1, 2]}}, X}\nb: {needs: a, X}", guards, "b", "a", holds},
    {matrices, push, "a: {strategy: {fail-fast: false, matrix: {v: [1, 2]}}, X}\nb: {needs: a, if: always(), X}",
     guards, "b", "a", refuted},
    {matrices, push,
     "a: {strategy: {matrix: {v: [1, 2]}}, X}\nb: {needs: a, if: \"always() && needs.a.result == 'success'\", X}",
     guards, "b", "a", holds},
    {matrices, push, "a: {strategy: {matrix: {v: [1, 2]}}, X}\nb: {needs: a, if: failure(), X}", rollback, "b", "a",
     holds},
    {concurrency, push,
     "a: {concurrency: {group: g, cancel-in-progress: true}, X}\nb: {needs: a, if: '!cancelled()', X}", follows, "b",
     "workflow", refuted},
    {concurrency, push, "a: {concurrency: {group: g, cancel-in-progress: true}, X}\nb: {needs: a, if: always(), X}",
     follows, "b", "workflow", holds},
    {status_functions, push, "a: {X}\nb: {needs: a, if: '!failure()', X}", guards, "b", "a", refuted},
    {status_functions, push, "a: {X}\nb: {needs: a, if: success() || cancelled(), X}", guards, "b", "a", refuted},
    {status_functions, push, "a: {X}\nb: {needs: a, if: 'always() && !cancelled()', X}", follows, "b", "workflow",
     refuted},
    {status_functions, push, "a: {X}\nb: {needs: a, if: always() || failure(), X}", follows, "b", "workflow", holds},
    {status_functions, push, "a: {X}\nb: {needs: a, if: '!cancelled()', X}\nc: {needs: b, if: success(), X}", guards,
     "c", "a", holds},
    {contexts_needs, push, "a: {X}\nb: {needs: a, if: \"!cancelled() && needs.a.result != 'failure'\", X}", guards, "b",
     "a", holds},
    {contexts_needs, dispatch,
     "a: {if: inputs.flag, X}\nb: {needs: a, if: \"!cancelled() && needs.a.result != 'failure'\", X}", guards, "b", "a",
     refuted},
    {step_continue, push,
     "a: {R, steps: [{id: b, continue-on-error: true, run: make}, {id: c, if: \"steps.b.outcome == 'failure'\", run: "
     "make}]}",
     rollback, "a/c", "a/b", holds},
    {step_continue, push,
     "a: {R, steps: [{id: b, run: make}, {id: c, if: \"steps.b.outcome == 'failure'\", run: make}]}", rollback, "a/c",
     "a/b", refuted},
    {job_continue, push, "a: {continue-on-error: true, X}\nb: {needs: a, X}", after_success, "b", "a", holds},
    {status_functions, push, "a: {X}\nb: {needs: a, if: always(), X}", after, "b", "a", holds},
    {status_functions, push, "a: {X}\nb: {needs: a, if: '!cancelled()', X}", after, "b", "a", refuted},
    {status_functions, push, "a: {X}\nb: {needs: a, if: success() || failure(), X}", after, "b", "a", refuted},
    {syntax_needs, push, "a: {X}\nb: {needs: a, X}", after, "b", "a", refuted},
    {syntax_needs, push, "a: {X}\nb: {if: always(), X}", after, "b", "a", refuted},
    {contexts_needs, dispatch,
     "a: {if: inputs.flag, X}\nb: {needs: a, if: \"always() && needs.a.result != 'skipped'\", X}", after, "b", "a",
     holds},
    {contexts_needs, dispatch,
     "a: {if: inputs.flag, X}\nb: {needs: a, if: \"always() && needs.a.result != 'skipped'\", X}", follows, "b",
     "workflow", refuted},
    {syntax_step_if, push, "a: {R, steps: [{id: b, run: make}, {id: c, if: always(), run: make}]}", after, "a/c", "a/b",
     holds},
    {syntax_step_if, push, "a: {R, steps: [{id: b, run: make}, {id: c, if: failure(), run: make}]}", after, "a/c",
     "a/b", refuted},
    {syntax_step_if, push, "a: {R, steps: [{id: b, run: make}, {id: c, run: make}]}", after_success, "a/c", "a", holds},
    {syntax_step_if, push, "a: {R, steps: [{id: b, run: make}, {id: c, if: failure(), run: make}]}", after_success,
     "a/c", "a", refuted},
    {syntax_needs, push, "a: {X}\nb: {needs: a, X}", after_success, "b", "a", holds},
    {syntax_needs, push, "a: {X}\nb: {X}\nc: {needs: [a, b], X}", after_success, "c", "a", refuted},
    {status_functions, push, "a: {X}\nb: {needs: a, if: failure(), X}", after_success, "b", "a", refuted},
    {syntax_needs, push, "a: {X}\nb: {needs: a, R, steps: [{run: make}, {id: c, run: make}]}", after_success, "b/c",
     "a", holds},
    {syntax_needs, push, "a: {X}\nb: {needs: a, X}\nc: {needs: b, X}", after_success, "c", "a", holds},
    {job_continue, push, "a: {X}\nb: {needs: a, continue-on-error: true, R, steps: [{run: make}, {id: c, run: make}]}",
     after_success, "b/c", "a", refuted},
    {syntax_job_if, dispatch, "a: {X}\nb: {needs: a, if: inputs.flag, X}\nc: {needs: b, X}", after_success, "c", "a",
     refuted},
    {syntax_step_if, push, "a: {R, steps: [{id: b, run: make}, {run: make}, {id: c, run: make}]}", after_success, "a/c",
     "a/b", holds},
    {syntax_step_if, dispatch,
     "a: {R, steps: [{id: b, if: inputs.flag, run: make}, {id: c, if: inputs.flag, run: make}]}", after_success, "a/c",
     "a/b", holds},
    {syntax_step_if, dispatch,
     "a: {R, steps: [{id: b, if: inputs.flag, run: make}, {id: c, if: inputs.flag, run: make}]}", after_success, "a/c",
     "a", refuted},
    {syntax_needs, push, "a: {R, steps: [{id: b, run: make}, {run: make}]}\nb: {needs: a, X}", after_success, "b",
     "a/b", holds},
};

constexpr const char* called =
    "on: {workflow_call: {inputs: {skip: {type: boolean}}}}\n"
    "jobs:\n"
    "  lint: {runs-on: ubuntu-latest, steps: [{run: make}]}\n"
    "  unit: {runs-on: ubuntu-latest, if: '!inputs.skip', steps: [{run: make}]}\n";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

std::string text_of(const Case& one) {
    std::string jobs = replaced(one.jobs, "X}", "R, steps: [{run: make}]}");
    jobs = replaced(jobs, "R, steps", "runs-on: ubuntu-latest, steps");
    jobs = replaced(jobs, "{R,", "{runs-on: ubuntu-latest,");
    jobs = replaced(jobs, ", R,", ", runs-on: ubuntu-latest,");
    return std::string("on: {") + one.on + "}\njobs:\n  " + replaced(jobs, "\n", "\n  ") + "\n";
}

}  // namespace

TEST_CASE("what GitHub's documentation says of small workflows", "[proof]") {
    const Document called_document(".github/workflows/called.yml", called, true);
    const Workflow called_workflow(called_document);
    STATIC_REQUIRE(std::size(cases) >= 100);
    for (const Case& one : cases) {
        const Document document(".github/workflows/w.yml", text_of(one), true);
        Workflow workflow(document);
        workflow.set_siblings(
            [&](std::string_view path) { return path == ".github/workflows/called.yml" ? &called_workflow : nullptr; });
        const ProofAnswer answer = prove(workflow, {one.kind, one.subject, one.object});
        INFO(one.source << "\n"
                        << text_of(one) << "\n"
                        << name_of(one.kind) << ' ' << one.subject << ' ' << one.object);
        INFO(answer.because.en);
        CHECK(name_of(answer.result) == name_of(one.expected));
        CHECK(answer.counterexample.has_value() == (answer.result == ProofResult::refuted));
    }
}

TEST_CASE("one of several properties may hold in each execution", "[proof]") {
    const Document document(".github/workflows/w.yml",
                            "on: {push: {branches: [main]}, workflow_dispatch: {inputs: {flag: {type: boolean}}}}\n"
                            "jobs:\n"
                            "  a: {if: github.event_name == 'push', runs-on: x, steps: [{run: make}]}\n"
                            "  b: {if: github.event_name != 'push', runs-on: x, steps: [{run: make}]}\n"
                            "  c:\n"
                            "    needs: [a, b]\n"
                            "    if: always() && (needs.a.result == 'success' || needs.b.result == 'success')\n"
                            "    runs-on: x\n"
                            "    steps: [{run: make}]\n",
                            true);
    const Workflow workflow(document);
    CHECK(prove(workflow, {guards, "c", "a"}).result == refuted);
    CHECK(prove(workflow, {guards, "c", "b"}).result == refuted);
    const ProofQuestion both[] = {{guards, "c", "a"}, {guards, "c", "b"}};
    CHECK(prove_any(workflow, both).result == holds);
    CHECK(prove(workflow, {guards, "c", "a", "push"}).result == holds);
    CHECK(prove(workflow, {guards, "c", "a", "!push"}).result == refuted);
    const ProofAnswer never = prove(workflow, {guards, "c", "a", "schedule"});
    CHECK(never.result == holds);
    CHECK(never.subject_never_runs);
}
