#!/usr/bin/env bash
# Every C++ file is laid out as .clang-format says.
set -euo pipefail
cd "$(dirname "$0")/../.."
git ls-files -z 'src/*.cpp' 'src/*.hpp' 'tests/*.cpp' 'tests/*.hpp' | xargs -0 clang-format-19 --dry-run --Werror
