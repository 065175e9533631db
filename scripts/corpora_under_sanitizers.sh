#!/usr/bin/env bash
# The sanitizer build of the program on everything that lies around: the fixtures, and the shared material when it is there.
# Exit status 0 to 3 are answers; anything else is a crash, a hang or undefined behaviour.
set -uo pipefail
cd "$(dirname "$0")/.."
shared=${CSR_LINT_SHARED:-../shared}
passed=0
failed=0
for folder in fixtures tests/golden "$shared"/real/* "$shared"/corpora/cloudformation/templates "$shared"/corpora/workflows \
    "$shared"/corpora/hostile; do
    if [ ! -d "$folder" ]; then
        echo "skipped: $folder is not there"
        continue
    fi
    began=$SECONDS status=0
    timeout 900 build/fuzz/csr-lint "$folder" --format sarif --output build/fuzz/corpora.sarif >build/fuzz/corpora.log 2>&1 ||
        status=$?
    echo "$folder: exit status $status, $((SECONDS - began)) s"
    if [ "$status" -le 3 ] && ! grep -q 'runtime error\|Sanitizer' build/fuzz/corpora.log; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        tail -n 60 build/fuzz/corpora.log
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
