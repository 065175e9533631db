#!/usr/bin/env python3
"""Prints a Markdown table of the requirement catalogues: their rows by how they are checked, and how many of them have rules.

usage: scripts/count_catalogues.py
"""
import re
from pathlib import Path

root = Path(__file__).resolve().parent.parent
kinds = ["automatic", "partly", "manual", "runtime"]


def rows_with_rules():
    """The ids that the rules name."""
    named = set()
    for path in (root / "rules").glob("*/*.yaml"):
        line = re.search(r"^requirements: \[(.*)\]$", path.read_text(encoding="utf-8"), re.M)
        named.update(word.strip() for word in (line[1] if line else "").split(","))
    return named


def main():
    named = rows_with_rules()
    print("| document | catalogue | rows | " + " | ".join(kinds) + " | with rules |")
    print("|---|---|---|" + "---|" * (len(kinds) + 1))
    lines = []
    for path in (root / "rules").glob("*/requirements*.yaml"):
        text = path.read_text(encoding="utf-8")
        document = re.search(r"^document:\n  id: (\S+)\n  number: \"(.*)\"", text, re.M)
        ids = [f"{document[1]}:{row}" for row in re.findall(r"^  - id: \"(.*)\"", text, re.M)]
        counts = [len(re.findall(rf"^    check: {kind}$", text, re.M)) for kind in kinds]
        cells = [document[2], f"`{document[1]}`", len(ids), *counts, sum(row in named for row in ids)]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    print("\n".join(sorted(lines)))


main()
