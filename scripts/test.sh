#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test. The last line is "N passed, N failed".
# usage: test.sh [--deep]    --deep adds what takes long: more fuzzing, corpora under sanitizers, clang-tidy
set -uo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
passed=0
failed=0
mkdir -p build/test-logs

# Runs one step and adds what it counted: its last line "N passed, N failed", else Catch2's summary, else the step itself.
step() {
    local name=$1
    shift
    local log=build/test-logs/${name// /-}.log status=0 began=$SECONDS counts
    "$@" >"$log" 2>&1 || status=$?
    counts=$(python3 scripts/count_tests.py "$log" "$status")
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
    printf '%-32s %6s passed %4s failed %5ss\n' "$name" "${counts% *}" "${counts#* }" $((SECONDS - began))
    grep -h '^skipped: ' "$log" | sort | uniq -c | head -n 20
    if [ "${counts#* }" -ne 0 ]; then tail -n 60 "$log"; fi
}

scripts/install_dependencies.sh test || exit 1
step "release build" scripts/build.sh release csr-lint
step "tests build with g++" scripts/build.sh dev
step "unit tests" build/dev/csr_lint_tests
conformance=$(ls tests/conformance/*.cpp | xargs -n 1 basename -s .cpp)
for program in $conformance; do
    step "conformance $program" "build/dev/$program"
done
step "rules' own tests" build/release/csr-lint test-rules
for script in scripts/checks/*.sh; do
    step "$(basename "$script" .sh | tr _ ' ')" "$script"
done
step "sanitizer build with clang" scripts/build.sh fuzz csr_lint_tests fuzzers
step "unit tests under sanitizers" build/fuzz/csr_lint_tests
if [ "${1:-}" = --deep ]; then
    step "fuzzers" scripts/fuzz.sh 60
    step "whole sanitizer build" scripts/build.sh fuzz
    for program in $conformance; do
        step "sanitizers on $program" "build/fuzz/$program"
    done
    step "sanitizers on corpora" scripts/corpora_under_sanitizers.sh
    step "clang-tidy" scripts/clang_tidy.py
else
    # So few runs that they are the same each time.
    step "fuzzers" scripts/fuzz.sh 10 2000
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
