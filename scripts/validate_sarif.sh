#!/usr/bin/env bash
# Validates SARIF files with Microsoft's Sarif.Multitool, by the rules of SARIF and of GitHub code scanning, those included that are
# off by default. Its exit status says nothing, so its results are read: any error or warning fails. Last line: "N passed, N failed".
# usage: validate_sarif.sh FILE...
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
packages=$root/build/npm/test-tools
"$root/scripts/fetch_npm.sh" "$root/tests/npm" "$packages"
multitool=$packages/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod u+x "$multitool" # npm runs no install script here, and the package ships the program without the bit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/rules.json" <<'JSON'
{
  "GH1001.ProvideRequiredLocationProperties.Options": {"RuleEnabled": "Error"},
  "GH1002.InlineThreadFlowLocations.Options": {"RuleEnabled": "Error"},
  "GH1003.ProvideRequiredRegionProperties.Options": {"RuleEnabled": "Error"},
  "GH1004.ReviewArraysThatExceedConfigurableDefaults.Options": {"RuleEnabled": "Error"},
  "GH1005.LocationsMustBeRelativeUrisOrFilePaths.Options": {"RuleEnabled": "Error"},
  "GH1006.ProvideCheckoutPath.Options": {"RuleEnabled": "Error"},
  "GH1007.ProvideFullyFormattedMessageStrings.Options": {"RuleEnabled": "Error"}
}
JSON
passed=0
failed=0
for file in "$@"; do
    rm -f "$work/results.sarif"
    "$multitool" validate "$file" --rule-kind "Sarif;Ghas" -c "$work/rules.json" -o "$work/results.sarif" \
        --log "ForceOverwrite;PrettyPrint" >"$work/log" 2>&1 || true
    if python3 - "$file" "$work/results.sarif" <<'PYTHON'; then
import json, sys

try:
    report = json.load(open(sys.argv[2], encoding="utf-8-sig"))
except (OSError, ValueError) as error:
    sys.exit(f"{sys.argv[1]}: the validator gave no result: {error}")
bad = [result for run in report["runs"] for result in run.get("results", [])
       if result.get("level", "warning") in ("error", "warning")]
for run in report["runs"]:
    for invocation in run.get("invocations", []):
        if not invocation.get("executionSuccessful", True):
            bad.append({"ruleId": "validator", "message": {"text": "did not finish"}})
for result in bad:
    region = (result.get("locations") or [{}])[0].get("physicalLocation", {}).get("region", {})
    message = result["message"].get("text") or " ".join(result["message"].get("arguments", []))
    print(f"{sys.argv[1]}:{region.get('startLine', 1)}: {result.get('level', 'warning')} {result['ruleId']}: {message}")
sys.exit(1 if bad else 0)
PYTHON
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        cat "$work/log"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
