#!/usr/bin/env bash
# What people write and what the program writes is valid against the schemas that describe it.
set -uo pipefail
cd "$(dirname "$0")/../.."
scripts/fetch_npm.sh tests/npm build/npm/test-tools
passed=0
failed=0
valid() { count tests/validate_schemas.mjs "$@"; }
valid_oscal() { count tests/validate_oscal.mjs "$@"; }
count() {
    local line script=$1
    shift
    line=$(node "$script" build/npm/test-tools "$@")
    echo "$line" | grep -v ' passed, '
    line=$(echo "$line" | tail -n 1)
    passed=$((passed + ${line%% *}))
    line=${line#*, }
    failed=$((failed + ${line%% *}))
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in goal-mandala goal-mandala-conforming; do
    build/release/csr-lint "fixtures/$name" --format json --verdicts all --output "$work/$name.json"
    build/release/csr-lint "fixtures/$name" --report compliance --format json --output "$work/$name.compliance.json"
    build/release/csr-lint "fixtures/$name" --report compliance --format oscal --output "$work/$name.oscal.json"
    build/release/csr-lint "fixtures/$name" --report compliance --format oscal-component --lang ja --output "$work/$name.component.json"
    build/release/csr-lint "fixtures/$name" --write-baseline "$work/$name.baseline.json" --output /dev/null
done
build/release/csr-lint tests/golden/counterexample/input --format json --output "$work/counterexample.json"
valid schemas/production.schema.json fixtures/*/packages/infrastructure/config/production.json
valid schemas/requirements.schema.json rules/*/requirements*.yaml
valid schemas/pack.schema.json rules/*/pack.yaml
valid schemas/conflicts.schema.json rules/*/conflicts.yaml
valid schemas/rule.schema.json $(git ls-files 'rules/*/*.yaml' | grep -v -e /pack.yaml -e '/requirements[^/]*.yaml' -e /conflicts.yaml)
valid schemas/csr-lint-config.schema.json .csr-lint.yaml
valid schemas/output.schema.json "$work"/goal-mandala.json "$work"/goal-mandala-conforming.json "$work"/counterexample.json
valid schemas/compliance.schema.json "$work"/*.compliance.json
valid schemas/exceptions.schema.json tests/golden/exceptions/input/.csr-lint-exceptions.yaml
valid schemas/baseline.schema.json "$work"/*.baseline.json
oscal=${CSR_LINT_SHARED:-../shared}/schemas/oscal
if [ -d "$oscal" ]; then
    for document in "$work"/*.oscal.json; do valid_oscal "$oscal/oscal_assessment-results_schema.json" "$document"; done
    for document in "$work"/*.component.json; do valid_oscal "$oscal/oscal_component_schema.json" "$document"; done
else
    echo "skipped: no OSCAL schemas in $oscal"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -ge 10 ]
