#!/usr/bin/env bash
# Holds the kept reports of tests/unit/report/golden against their schemas, SARIF against the validator of code scanning.
set -uo pipefail
cd "$(dirname "$0")/../.."
scripts/fetch_npm.sh tests/npm build/npm/test-tools || exit 1
golden=tests/unit/report/golden
schemas=$(NODE_PATH=build/npm/test-tools/node_modules node tests/npm/validate_reports.cjs "$golden")
status=$?
sarif=$(scripts/validate_sarif.sh "$golden"/*.sarif) || status=1
printf '%s\n%s\n' "$schemas" "$sarif"
printf '%s\n%s\n' "$schemas" "$sarif" | awk '/^[0-9]+ passed, [0-9]+ failed$/ {p += $1; f += $3} END {printf "%d passed, %d failed\n", p, f}'
[ "$status" -eq 0 ]
