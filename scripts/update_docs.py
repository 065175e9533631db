#!/usr/bin/env python3
"""Rewrites the parts of the documents that the program produces; with --check only says which are out of date.

A part stands between `<!-- output: COMMAND -->` and `<!-- end -->` and is replaced by what COMMAND prints. `csr-lint` in a
command is build/release/csr-lint, run in the repository's root. A command that ends in ` | head N` is cut after N lines; a
command whose output is a Markdown table goes in as it is, anything else as a code block.

usage: scripts/update_docs.py [--check]
"""
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
binary = Path(os.environ.get("CSR_LINT", root / "build/release/csr-lint"))
part = re.compile(r"(<!-- output: (.*?) -->\n)(.*?)(<!-- end -->)", re.S)


def produce(command):
    command, _, head = command.partition(" | head ")
    words = shlex.split(command)
    if words[0] == "csr-lint":
        words[0] = str(binary)
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]})
    text = done.stdout if done.stdout else done.stderr
    if head:
        lines = text.splitlines(keepends=True)
        text = "".join(lines[: int(head)]) + ("...\n" if len(lines) > int(head) else "")
    if text.startswith("|"):
        return text
    return f"```text\n{text}```\n"


def main():
    check = "--check" in sys.argv[1:]
    passed = failed = 0
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=root, capture_output=True, text=True, check=True).stdout.split()
    for path in (root / name for name in listed if not name.startswith(("fixtures/", "tests/"))):
        before = path.read_text(encoding="utf-8")
        after = part.sub(lambda m: m[1] + produce(m[2]) + m[4], before)
        if before == after:
            passed += 1
        elif check:
            failed += 1
            print(f"{path.relative_to(root)} is out of date: run scripts/update_docs.py")
        else:
            path.write_text(after, encoding="utf-8")
            print(f"rewrote {path.relative_to(root)}")
    if check:
        print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
