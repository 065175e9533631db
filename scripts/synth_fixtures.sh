#!/usr/bin/env bash
# Synthesizes fixtures/goal-mandala and fixtures/goal-mandala-conforming with the real CDK
# and rewrites their committed assemblies (packages/infrastructure/cdk.out).
#
#   scripts/synth_fixtures.sh           synthesize and rewrite
#   scripts/synth_fixtures.sh --check   synthesize, compare, print the differences; exit 1 if any
#
# The CDK records absolute source paths, so each application is synthesized in a copy that lies where
# a CI runner checks out a repository called goal-mandala. node_modules stays there and is reused
# while the lock file is the same. Where npm cannot be reached this exits 0 and says so.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly project
readonly checkout=/home/runner/work/goal-mandala/goal-mandala
readonly marker=$checkout/.synthesized-by-csr-lint
readonly modules=$checkout/packages/infrastructure/node_modules
readonly variants=(goal-mandala goal-mandala-conforming)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

skip() {
  echo "skipped: $1"
  exit 0
}

fail() {
  echo "error: $1" >&2
  exit 1
}

# A directory that this script did not make is never overwritten.
prepare_checkout() {
  if [[ -e $checkout && ! -e $marker ]]; then
    fail "$checkout exists and was not made by this script; move it away first"
  fi
  mkdir -p "$checkout" 2>/dev/null || skip "$checkout cannot be created"
  touch "$marker"
}

# Copies the sources of one variant into the checkout; node_modules there survives.
copy_sources() {
  local source=$1
  find "$checkout" -mindepth 1 \( -path "$modules" -o -path "$marker" \) -prune -o -type f -exec rm -f {} +
  find "$checkout" -depth -mindepth 1 -type d -empty -not -path "$modules/*" -delete
  tar -C "$source" --exclude=node_modules --exclude=cdk.out --exclude=dist -cf - . | tar -C "$checkout" -xf -
}

install_modules() {
  local infrastructure=$1 wanted
  wanted=$(sha256sum <"$infrastructure/package-lock.json")
  if [[ -f $modules/.lock-sha256 && $(<"$modules/.lock-sha256") == "$wanted" ]]; then
    echo "  reusing node_modules"
    return
  fi
  npm view aws-cdk-lib@2.276.0 version --fetch-retries=0 --fetch-timeout=20000 >/dev/null 2>&1 ||
    skip "npm is not reachable"
  echo "  installing node_modules (npm ci)"
  (cd "$infrastructure" && npm ci --no-audit --no-fund --loglevel=error) >"$scratch/npm.log" 2>&1 ||
    { cat "$scratch/npm.log" >&2; fail "npm ci failed"; }
  echo "$wanted" >"$modules/.lock-sha256"
}

# No credentials, no notices, no telemetry: nothing but the sources may reach the output.
synthesize() {
  local infrastructure=$1
  (
    cd "$infrastructure"
    node_modules/.bin/tsc -p ../backend --noCheck
    env -u AWS_PROFILE -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_SESSION_TOKEN -u AWS_REGION \
      -u AWS_DEFAULT_REGION -u NODE_OPTIONS -u FORCE_COLOR \
      AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true \
      CDK_DISABLE_CLI_TELEMETRY=true TZ=UTC LC_ALL=C.UTF-8 \
      node_modules/.bin/cdk synth --quiet --no-notices --no-color
  ) >"$scratch/synth.log" 2>&1 || { cat "$scratch/synth.log" >&2; fail "cdk synth failed"; }
}

# What is committed of an assembly: everything but the assets and their manifests.
collect() {
  local assembly=$1 destination=$2
  mkdir -p "$destination"
  find "$assembly" -maxdepth 1 -type f \
    \( -name '*.template.json' -o -name '*.metadata.json' -o -name manifest.json -o -name tree.json \
    -o -name validation-report.json -o -name cdk.out \) -exec cp {} "$destination/" \;
}

# Two things depend on the version of node and not on the sources: stack frames inside node, and how
# zlib compresses the CDK's own list of constructs (and with that the hash of the template).
without_traces_of_node() {
  local assembly=$1 copy=$2
  cp -r "$assembly" "$copy"
  find "$copy" -type f -exec sed -i -E \
    -e '/^ *"[^"]*node:internal[^"]*",?$/d' \
    -e 's/[^"\\]*\(?node:internal[^"\\]*//g' \
    -e 's/("Analytics": ?"v2:deflate64:)[^"]*/\1/' \
    -e 's/("stackTemplateAssetObjectUrl": "[^"]*\/)[0-9a-f]{64}/\1/' {} +
}

compare() {
  local variant=$1 committed=$2 fresh=$3
  without_traces_of_node "$committed" "$scratch/$variant-committed"
  without_traces_of_node "$fresh" "$scratch/$variant-synthesized"
  (cd "$scratch" && diff -r "$variant-committed" "$variant-synthesized")
}

refuse_local_paths() {
  local assembly=$1
  if grep -rnoE "(${project}|${HOME}|/root|/tmp)/[A-Za-z0-9_.-]+" "$assembly" | head -n 5 | grep . >&2; then
    fail "the assembly names a path of this machine"
  fi
}

main() {
  local check=false differs=false variant infrastructure committed fresh
  case "${1-}" in
    "") ;;
    --check) check=true ;;
    *) fail "unknown argument $1 (usage: $0 [--check])" ;;
  esac
  if ! command -v npm >/dev/null || ! command -v node >/dev/null; then skip "npm is not reachable"; fi
  prepare_checkout
  infrastructure=$checkout/packages/infrastructure
  for variant in "${variants[@]}"; do
    echo "$variant: synthesizing"
    committed=$project/fixtures/$variant/packages/infrastructure/cdk.out
    fresh=$scratch/$variant
    copy_sources "$project/fixtures/$variant"
    install_modules "$infrastructure"
    synthesize "$infrastructure"
    collect "$infrastructure/cdk.out" "$fresh"
    refuse_local_paths "$fresh"
    if $check; then
      if compare "$variant" "$committed" "$fresh"; then echo "  same as committed"; else differs=true; fi
    else
      rm -rf "$committed"
      cp -r "$fresh" "$committed"
      echo "  written: $(find "$committed" -type f | wc -l) files"
    fi
  done
  if $differs; then
    fail "the committed assemblies are not what the CDK synthesizes now; run $0"
  fi
}

main "$@"
