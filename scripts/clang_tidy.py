#!/usr/bin/env python3
"""clang-tidy over the library and the program, on every core. A file that passed is not read again until its text, a header
it includes, the checks or clang-tidy itself change. usage: clang_tidy.py [FILE...]; the last line is "N passed, N failed"."""

import concurrent.futures
import hashlib
import os
import re
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path

root = Path(__file__).resolve().parent.parent
tool = "clang-tidy-19"
# Any preset's commands serve; those without precompiled headers and sanitizers are read fastest.
presets = ("tidy", "clang", "dev", "asan", "fuzz")
chatter = re.compile(r"^\d+ warnings?( and \d+ errors?)? (generated|treated as errors?)\.?$|^Suppressed |^Use -header-filter|^$")


@lru_cache(maxsize=None)
def includes(path):
    """The project's own headers that a file names: all includes are written from src/."""
    names = re.findall(r'^#include "([^"]+)"', (root / path).read_text(encoding="utf-8"), re.MULTILINE)
    return [f"src/{name}" for name in names if (root / "src" / name).exists()]


@lru_cache(maxsize=None)
def digest(path):
    return hashlib.sha256((root / path).read_bytes()).hexdigest()


def closure(path):
    found, todo = {path}, [path]
    while todo:
        for name in includes(todo.pop()):
            if name not in found:
                found.add(name)
                todo.append(name)
    return sorted(found)


def commands():
    for preset in presets:
        if (root / "build" / preset / "compile_commands.json").exists():
            return root / "build" / preset
    sys.exit("clang-tidy: no build/*/compile_commands.json; run cmake --preset tidy")


def check(path, folder, cache, common):
    key = hashlib.sha256("".join([common, *(name + digest(name) for name in closure(path))]).encode()).hexdigest()
    if (cache / key).exists():
        return path, True, "", 0.0
    began = time.monotonic()
    run = subprocess.run([tool, "--quiet", "-p", folder, root / path], capture_output=True, text=True, cwd=root)
    said = "\n".join(line for line in (run.stdout + run.stderr).splitlines() if not chatter.match(line))
    if run.returncode == 0:
        (cache / key).touch()
    return path, run.returncode == 0, said, time.monotonic() - began


def main():
    folder = commands()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "csr-lint-tidy"
    cache.mkdir(parents=True, exist_ok=True)
    version = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
    common = hashlib.sha256((version + (root / ".clang-tidy").read_text(encoding="utf-8")).encode()).hexdigest()
    files = sys.argv[1:] or subprocess.run(
        ["git", "ls-files", "src/*.cpp"], capture_output=True, text=True, check=True, cwd=root
    ).stdout.split()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda path: check(path, folder, cache, common), files))
    for path, good, said, _ in results:
        if not good:
            print(f"{path}:\n{said}")
    bad = sum(not good for _, good, _, _ in results)
    read = [seconds for *_, seconds in results if seconds]
    print(f"{len(read)} of {len(files)} files read with {folder.name}'s commands, {sum(read):.0f} s in all")
    print(f"{len(files) - bad} passed, {bad} failed")
    sys.exit(bad != 0)


main()
