#!/usr/bin/env python3
"""Prints "PASSED FAILED" for one step's log and exit status.

usage: count_tests.py LOG STATUS
"""
import re
import sys

text = open(sys.argv[1], encoding="utf-8", errors="replace").read()
status = int(sys.argv[2])
plain = re.findall(r"^(?:\w+: )?(\d+) passed, (\d+) failed", text, re.M)
catch_good = re.findall(r"^All tests passed \(\d+ assertions? in (\d+) test cases?\)", text, re.M)
catch_bad = re.findall(r"^test cases: +(\d+) \|(?: +(\d+) passed)?[ |]*(?:(\d+) failed)?", text, re.M)
if plain:
    passed, failed = int(plain[-1][0]), int(plain[-1][1])
elif catch_good:
    passed, failed = int(catch_good[-1]), 0
elif catch_bad:
    passed, failed = int(catch_bad[-1][1] or 0), int(catch_bad[-1][2] or 0)
else:
    passed, failed = (1, 0) if status == 0 else (0, 1)
if status != 0 and failed == 0:
    failed = 1
print(passed, failed)
