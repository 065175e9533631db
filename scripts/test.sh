#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test. The last line is "N passed, N failed".
# usage: test.sh [--deep]    --deep adds what takes long: more fuzzing, the tests as g++ builds them, corpora
# under sanitizers, clang-tidy
set -uo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
passed=0
failed=0
mkdir -p build/test-logs

# Runs one step; its output, exit status and seconds are kept under its name.
run() {
    local log=build/test-logs/${1// /-} status=0 began=$SECONDS
    "${@:2}" >"$log.log" 2>&1 || status=$?
    echo "$status $((SECONDS - began))" >"$log.end"
}

# Adds what a step counted: its last line "N passed, N failed", else Catch2's summary, else the step itself.
tell() {
    local log=build/test-logs/${1// /-} status seconds counts
    read -r status seconds <"$log.end"
    counts=$(python3 scripts/count_tests.py "$log.log" "$status")
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
    printf '%-32s %6s passed %4s failed %5ss\n' "$1" "${counts% *}" "${counts#* }" "$seconds"
    grep -h '^skipped: ' "$log.log" | sort | uniq -c | head -n 20
    if [ "${counts#* }" -ne 0 ]; then tail -n 60 "$log.log"; fi
}
step() {
    run "$@"
    tell "$1"
}

# Runs programs that do not know of each other, as many at a time as there are cores, and tells of them in order.
steps_together() {
    local program
    for program in "$@"; do
        if [ "$(jobs -pr | wc -l)" -ge "$(nproc)" ]; then wait -n; fi
        run "$(name_of "$program")" "$program" &
    done
    wait
    for program in "$@"; do tell "$(name_of "$program")"; done
}
name_of() {
    local name
    name=$(basename "$1" .sh)
    case $1 in build/*) echo "conformance $name" ;; *) echo "${name//_/ }" ;; esac
}

scripts/install_dependencies.sh test || exit 1
# Each compiler builds the program once: g++ the one that is shipped, clang the one that the tests run, with sanitizers.
step "release build" scripts/build.sh release csr-lint
conformance=$(ls tests/conformance/*.cpp | xargs -n 1 basename -s .cpp)
step "tests build with sanitizers" scripts/build.sh fuzz csr_lint_tests fuzzers $conformance
step "unit tests" scripts/unit_tests.sh build/fuzz/csr_lint_tests
step "rules' own tests" build/release/csr-lint test-rules
# What takes longest first.
steps_together scripts/checks/pre_commit.sh build/fuzz/workflow_robustness \
    $(ls scripts/checks/*.sh | grep -v pre_commit) \
    $(printf 'build/fuzz/%s\n' $conformance | grep -v workflow_robustness)
if [ "${1:-}" = --deep ]; then
    step "fuzzers" scripts/fuzz.sh 60
    step "tests build with g++" scripts/build.sh dev csr_lint_tests $conformance
    step "unit tests with g++" scripts/unit_tests.sh build/dev/csr_lint_tests
    step "whole sanitizer build" scripts/build.sh fuzz
    step "sanitizers on corpora" scripts/corpora_under_sanitizers.sh
    step "clang-tidy" scripts/clang_tidy.py
else
    # So few runs that they are the same each time.
    step "fuzzers" scripts/fuzz.sh 5 1000
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
