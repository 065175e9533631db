#!/usr/bin/env bash
# clang-tidy over the library. A file whose text, headers and checks have not changed since it last passed is not read again.
set -uo pipefail
cd "$(dirname "$0")/../.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/csr-lint-tidy
mkdir -p "$cache"
common=$(cat .clang-tidy $(git ls-files 'src/*.hpp') | sha256sum | cut -c1-32)
export cache common
check() {
    local key
    key=$cache/$(echo "$common $1 $(sha256sum <"$1")" | sha256sum | cut -c1-40)
    [ -e "$key" ] && { echo "ok $1"; return; }
    if clang-tidy-19 --quiet -p build/fuzz "$1" 2>/dev/null; then touch "$key"; echo "ok $1"; else echo "bad $1"; fi
}
export -f check
git ls-files 'src/*.cpp' | xargs -P "$(nproc)" -I{} bash -c 'check {}' >build/clang-tidy.log
grep -v '^ok ' build/clang-tidy.log
echo "$(grep -c '^ok ' build/clang-tidy.log) passed, $(grep -c '^bad ' build/clang-tidy.log) failed"
! grep -q '^bad ' build/clang-tidy.log
