#!/usr/bin/env bash
# Microsoft's SARIF validator, with GitHub's rules, finds nothing to say about what the program writes.
set -uo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in goal-mandala goal-mandala-conforming; do
    build/release/csr-lint "fixtures/$name" --format sarif --output "$work/$name.sarif"
    build/release/csr-lint "fixtures/$name" --format sarif --lang ja --output "$work/$name.ja.sarif"
done
for language in en ja; do
    build/release/csr-lint tests/golden/counterexample/input --format sarif --lang "$language" --output "$work/counterexample.$language.sarif"
done
build/release/csr-lint tests/golden/bad-json/input --format sarif --output "$work/bad-json.sarif"
scripts/validate_sarif.sh "$work"/*.sarif
