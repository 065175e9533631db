#!/usr/bin/env bash
# Runs the program on each case of tests/golden and compares what it says and its exit status with what is kept there.
# A case is a folder with `arguments` (one a line; %CASE% stands for the case's folder), its input files and `expected`.
# usage: golden.sh [--update] [CASE...]
set -uo pipefail
cd "$(dirname "$0")/../.."
update=no
if [ "${1:-}" = --update ]; then
    update=yes
    shift
fi
binary=${CSR_LINT:-build/release/csr-lint}
commit=$(git rev-parse HEAD)
passed=0
failed=0
actual=$(mktemp)
trap 'rm -f "$actual" "$actual.err"' EXIT
if [ $# -gt 0 ]; then cases=("${@/#/tests/golden/}"); else cases=(tests/golden/*/); fi
for case in "${cases[@]}"; do
    case=${case%/}
    mapfile -t arguments < <(sed "s#%CASE%#$case#g" "$case/arguments")
    status=0
    env -i LC_ALL=C SOURCE_DATE_EPOCH=1790000000 "$binary" "${arguments[@]}" >"$actual" 2>"$actual.err" </dev/null || status=$?
    {
        [ -s "$actual.err" ] && sed 's/^/stderr: /' "$actual.err"
        echo "exit status: $status"
    } >>"$actual"
    sed -i -E "s|$PWD|%ROOT%|g; s|$commit|%COMMIT%|g; /^( *- |  )(branch|ブランチ)(:|  )/d" "$actual"
    if [ "$update" = yes ]; then
        cp "$actual" "$case/expected"
    elif diff -u "$case/expected" "$actual"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
[ "$update" = yes ] && exit 0
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
