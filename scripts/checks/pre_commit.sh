#!/usr/bin/env bash
# The real pre-commit builds the hook from this checkout, installs it and runs it on a scratch repository: a good commit
# passes, a bad one is stopped.
set -euo pipefail
cd "$(dirname "$0")/../.."
cmp pre-commit-hooks.yaml .pre-commit-hooks.yaml
here=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PRE_COMMIT_HOME=$scratch/home GIT_CONFIG_GLOBAL=$scratch/gitconfig
git config --global user.name test
git config --global user.email test@example.com
git config --global init.defaultBranch main
git config --global --add safe.directory '*'

# The hook is built from what is committed here; the npm packages that the build fetched already are reused.
git clone -q "file://$here" "$scratch/csr-lint"
export CSR_NPM_DIR=$here/build/npm/build-inputs
git init -q "$scratch/repository"
cd "$scratch/repository"
cat >.pre-commit-config.yaml <<END
repos:
  - repo: $scratch/csr-lint
    rev: $(git -C "$here" rev-parse HEAD)
    hooks: [{id: csr-lint, args: [--rule, log-group-retention]}]
END
template() {
    printf 'Resources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      RetentionInDays: %s\n      KmsKeyId: arn:aws:kms:ap-northeast-1:123456789012:key/1\n' "$1"
}
template 30 >template.yaml
git add -A
pre-commit install >/dev/null
pre-commit install-hooks
run() { pre-commit run --all-files csr-lint; }
passed=0
failed=0
expect() {
    if [ "$1" = "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "expected $1, got $2: $3"; fi
}
status=0; run >"$scratch/good" 2>&1 || status=$?
cat "$scratch/good"
expect 0 "$status" "a conforming template"
template 90 >template.yaml
git add -A
status=0; run >"$scratch/bad" 2>&1 || status=$?
cat "$scratch/bad"
expect 1 "$status" "90 days"
grep -q CSR2104 "$scratch/bad" && expect 0 0 "" || expect "a CSR2104 finding" "none" "90 days"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
