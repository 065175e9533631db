#!/usr/bin/env bash
# Installs the Debian packages that are missing. Nothing is downloaded when everything is there.
# usage: install_dependencies.sh build|test
set -euo pipefail
build=(g++ cmake ninja-build ccache git nodejs libre2-dev libfmt-dev nlohmann-json3-dev libcxxopts-dev)
test=(clang-19 lld-19 clang-format-19 clang-tidy-19 libclang-rt-19-dev catch2 libyaml-dev python3 pre-commit
    chromium fonts-noto-cjk)

wanted=("${build[@]}")
[ "${1:-build}" = test ] && wanted+=("${test[@]}")
# A Node.js and an npm that did not come from Debian serve as well.
command -v npm >/dev/null || wanted+=(npm)
missing=()
for package in "${wanted[@]}"; do
    [ "$package" = nodejs ] && command -v node >/dev/null && continue
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "dependencies: nothing is missing"
    exit 0
fi
echo "dependencies: installing ${missing[*]}"
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
