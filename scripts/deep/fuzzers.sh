#!/usr/bin/env bash
# Every fuzzer makes a fixed number of runs from a fixed seed, on the inputs that the repository has.
set -uo pipefail
cd "$(dirname "$0")/../.."
runs=${CSR_FUZZ_RUNS:-20000}
passed=0
failed=0
seeds=$(mktemp -d)
trap 'rm -rf "$seeds"' EXIT
git ls-files -z '*.json' '*.yaml' '*.yml' | xargs -0 -I{} find {} -size -40k | head -n 200 | while read -r file; do
    cp "$file" "$seeds/$(echo "$file" | tr / _)"
done
for source in tests/fuzz/*.cpp; do
    name=$(basename "$source" .cpp)
    work=$(mktemp -d)
    if build/fuzz/"$name" -runs="$runs" -seed=1 -timeout=10 -rss_limit_mb=2048 -max_len=8192 -artifact_prefix="$work/" \
        "$work" "$seeds" >"$work/log" 2>&1; then
        passed=$((passed + 1))
        grep -h '^Done' "$work/log" | sed "s/^/$name: /"
    else
        failed=$((failed + 1))
        echo "$name failed"
        tail -n 40 "$work/log"
    fi
    rm -rf "$work"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
