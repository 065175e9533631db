#!/usr/bin/env bash
# Fetches the npm packages that LOCK_DIR/package-lock.json pins into TARGET_DIR/node_modules; does nothing when they are there already.
# usage: fetch_npm.sh LOCK_DIR TARGET_DIR
set -euo pipefail
lock_dir=$1
target_dir=$2
stamp=$target_dir/.fetched
wanted=$(sha256sum <"$lock_dir/package-lock.json" | cut -d' ' -f1)
mkdir -p "$target_dir"
exec 9>"$target_dir/.lock"
flock 9
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    exit 0
fi
echo "fetching the npm packages that $lock_dir/package-lock.json pins"
cp "$lock_dir/package.json" "$lock_dir/package-lock.json" "$lock_dir/.npmrc" "$target_dir/"
(cd "$target_dir" && npm ci --silent --no-progress)
echo "$wanted" >"$stamp"
