#!/usr/bin/env bash
# Configures and builds one preset; what is up to date is left alone.
# usage: build.sh PRESET [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1
shift
echo "build: preset $preset"
log=build/$preset.log
mkdir -p build
if ! cmake --preset "$preset" >"$log" 2>&1 || ! cmake --build --preset "$preset" ${1:+--target "$@"} >>"$log" 2>&1; then
    tail -n 60 "$log"
    echo "build: preset $preset failed, see $log" >&2
    exit 1
fi
