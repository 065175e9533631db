#!/usr/bin/env python3
"""Prints "PASSED FAILED" for one step's log and exit status, or "P passed, F failed" for several logs of Catch2 together.

usage: count_tests.py LOG STATUS
       count_tests.py --sum LOG...
"""
import re
import sys


def counts(path):
    """What a log says of itself as (passed, failed); None when it says nothing."""
    text = open(path, encoding="utf-8", errors="replace").read()
    plain = re.findall(r"^(?:\w+: )?(\d+) passed, (\d+) failed", text, re.M)
    catch_good = re.findall(r"^All tests passed \(\d+ assertions? in (\d+) test cases?\)", text, re.M)
    catch_bad = re.findall(r"^test cases: +(\d+) \|(?: +(\d+) passed)?[ |]*(?:(\d+) failed)?", text, re.M)
    if plain:
        return int(plain[-1][0]), int(plain[-1][1])
    if catch_good:
        return int(catch_good[-1]), 0
    if catch_bad:
        return int(catch_bad[-1][1] or 0), int(catch_bad[-1][2] or 0)
    return None


if sys.argv[1] == "--sum":
    # A log without a summary is of a program that broke off.
    each = [counts(path) or (0, 1) for path in sys.argv[2:]]
    print(f"{sum(passed for passed, _ in each)} passed, {sum(failed for _, failed in each)} failed")
else:
    status = int(sys.argv[2])
    passed, failed = counts(sys.argv[1]) or ((1, 0) if status == 0 else (0, 1))
    print(passed, failed if status == 0 else max(failed, 1))
