#!/usr/bin/env bash
# Runs a Catch2 program with one process per core, each on its share of the test cases.
# usage: unit_tests.sh PROGRAM
set -uo pipefail
program=$1
shares=$(mktemp -d)
trap 'rm -rf "$shares"' EXIT
# Catch2 reads commas and brackets in a name as its own unless told otherwise.
"$program" --list-test-names-only | sed 's/[][,\\]/\\&/g' >"$shares/names"
split --number="r/$(nproc)" "$shares/names" "$shares/share."
for share in "$shares"/share.??; do
    "$program" --input-file "$share" >"$share.log" 2>&1 || echo "failed" >"$share.failed" &
done
wait
cat "$shares"/*.log
python3 "$(dirname "$0")/count_tests.py" --sum "$shares"/*.log
if grep -h '^Invalid Filter' "$shares"/*.log || ls "$shares"/*.failed >/dev/null 2>&1; then exit 1; fi
