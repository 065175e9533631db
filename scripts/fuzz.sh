#!/usr/bin/env bash
# Runs every fuzzer of the preset "fuzz" for a while, from a fixed seed, on what the repository has of its kind of input.
# usage: fuzz.sh [SECONDS [RUNS]]    per fuzzer, whichever ends first; the input that broke one is kept in build/fuzz/crashes
set -uo pipefail
cd "$(dirname "$0")/.."
export seconds=${1:-10} runs=${2:--1}
export work=build/fuzz/corpus crashes=build/fuzz/crashes
rm -rf "$work" "$crashes"
mkdir -p "$work" "$crashes"

# The files that are of use to a fuzzer. A large one says no more than a small one, and makes every run slow.
seeds_of() {
    case $1 in
        fuzz_json | fuzz_production) git ls-files '*.json' ;;
        fuzz_workflow | fuzz_judge_workflow) git ls-files '*.github/workflows/*' ;;
        fuzz_rules) git ls-files '*.csr-lint.yaml' 'rules/*.yaml' ;;
        fuzz_typescript) git ls-files '*.ts' ;;
        fuzz_template) git ls-files '*.template.json' 'tests/golden/*.yaml' ;;
        fuzz_git) git ls-files '*.gitignore' ;;
        fuzz_documents) git ls-files '*.md' '*.sh' '.env*' '*.tf' ;;
        fuzz_yaml) git ls-files '*.yaml' '*.yml' ;;
    esac | xargs -r -d '\n' sh -c 'find "$@" -size -16k' sh | sed -n "1,$(most_seeds "$1")p"
}
# Judging by all packs takes a second a file under the sanitizers.
most_seeds() {
    case $1 in
        fuzz_production | fuzz_judge_workflow | fuzz_template) echo 8 ;;
        *) echo 60 ;;
    esac
}
one() {
    local name=$1 began=$SECONDS status=0
    mkdir -p "$work/$name" "$work/$name.seeds"
    seeds_of "$name" | while read -r file; do cp "$file" "$work/$name.seeds/${file//\//_}"; done
    build/fuzz/"$name" -seed=1 -runs="$runs" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=3000 -max_len=8192 \
        -artifact_prefix="$crashes/$name-" -print_final_stats=1 "$work/$name" "$work/$name.seeds" >"$work/$name.log" 2>&1 ||
        status=$?
    if [ "$status" -eq 0 ]; then
        echo "ok $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$name.log") runs, $((SECONDS - began)) s"
    else
        echo "bad $name: exit status $status"
        grep -v '^#' "$work/$name.log" | tail -n 60
    fi
}
export -f seeds_of most_seeds one
ls tests/fuzz/*.cpp | xargs -n 1 basename -s .cpp | xargs -P "$(nproc)" -I{} bash -c 'one {}' | tee build/fuzz/fuzz.log
good=$(grep -c '^ok ' build/fuzz/fuzz.log)
bad=$(grep -c '^bad ' build/fuzz/fuzz.log)
echo "$good passed, $bad failed"
[ "$bad" -eq 0 ] && [ "$good" -gt 0 ]
