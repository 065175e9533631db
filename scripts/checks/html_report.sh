#!/usr/bin/env bash
# Opens the compliance report in Chromium without a network: the chart, the filter and the evidence are there and work
# without scripts, nothing is fetched, and names in a hostile template stay text.
set -uo pipefail
cd "$(dirname "$0")/../.."
binary=$(realpath "${CSR_LINT:-build/release/csr-lint}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! command -v chromium >/dev/null; then
    echo "skipped: no chromium"
    echo "0 passed, 0 failed"
    exit 0
fi

# Prints the document as Chromium has it once it is loaded. No name resolves and no proxy answers.
open_in_chromium() {
    DBUS_SESSION_BUS_ADDRESS=disabled: timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic \
        --no-first-run --disable-background-networking --disable-component-update --disable-sync \
        --host-resolver-rules='MAP * ~NOTFOUND' --proxy-server=127.0.0.1:9 --user-data-dir="$work/profile-$2" \
        --window-size=500,900 --dump-dom "file://$1" 2>"$work/chromium-$2.log"
}

SOURCE_DATE_EPOCH=1790000000 "$binary" fixtures/goal-mandala --report compliance --format html --lang ja \
    --output "$work/report.html"
mkdir "$work/hostile"
cat >"$work/hostile/template.yaml" <<'END'
Description: '</style></title></pre><script>document.title = "ran"</script>'
Resources:
  '<script>document.title="ran"</script>':
    Type: AWS::Lambda::Function
    Properties: {MemorySize: '"><img src=x onerror=document.title="ran">'}
  '"><img src=https://evil.example/x onerror=document.title="ran">':
    Type: AWS::Logs::LogGroup
    Properties: {RetentionInDays: '</mark></pre><iframe src=https://evil.example></iframe>'}
  "\u202Egnp.exe\u2066\u200F":
    Type: AWS::Logs::LogGroup
    Properties: {RetentionInDays: 90} # <svg onload=document.title="ran">
END
cp "$work/hostile/template.yaml" "$work/hostile/<img src=x onerror=alert(1)>.yaml"
(cd "$work/hostile" && "$binary" . --report compliance --format html --output "$work/hostile.html")

# A copy whose policy is taken out may run a script: it turns the filter's switches and counts what can be seen.
python3 tests/html_report.py probe "$work/report.html" "$work/probe.html" || exit 1
# A copy with the policy kept may not.
sed 's#</body>#<script>document.title = "ran"</script></body>#' "$work/hostile.html" >"$work/hostile-probe.html"
open_in_chromium "$work/probe.html" probe >"$work/probe.dom" &
first=$!
open_in_chromium "$work/hostile-probe.html" hostile >"$work/hostile.dom"
wait "$first"
python3 tests/html_report.py check "$work"
