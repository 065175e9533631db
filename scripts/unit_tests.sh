#!/usr/bin/env bash
# Runs a Catch2 program with one process per core at a time, each on a share of the test cases: more shares than cores,
# as some cases take long.
# usage: unit_tests.sh PROGRAM
set -uo pipefail
program=$1
shares=$(mktemp -d)
trap 'rm -rf "$shares"' EXIT
# Catch2 reads commas and brackets in a name as its own unless told otherwise.
"$program" --list-test-names-only | sed 's/[][,\\]/\\&/g' >"$shares/names"
split --number="r/$(($(nproc) * 8))" "$shares/names" "$shares/share."
export program
printf '%s\0' "$shares"/share.?? | xargs -0 -n 1 -P "$(nproc)" sh -c \
    '"$program" --input-file "$0" >"$0.log" 2>&1 || echo "failed" >"$0.failed"'
cat "$shares"/*.log
python3 "$(dirname "$0")/count_tests.py" --sum "$shares"/*.log
if grep -h '^Invalid Filter' "$shares"/*.log || ls "$shares"/*.failed >/dev/null 2>&1; then exit 1; fi
