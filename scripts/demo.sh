#!/usr/bin/env bash
# Installs what is missing, builds the program and runs its main job on fixtures/goal-mandala.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install_dependencies.sh build
scripts/build.sh release csr-lint
mkdir -p out

# Exit status 1 says that there are findings, which is what the example is for.
csr_lint() {
    local status=0
    build/release/csr-lint "$@" || status=$?
    [ "$status" -le 1 ] || exit "$status"
}
csr_lint fixtures/goal-mandala
csr_lint fixtures/goal-mandala --format sarif --output out/report.sarif
csr_lint fixtures/goal-mandala --report compliance --format html --output out/compliance.html
echo "wrote out/report.sarif and out/compliance.html"
