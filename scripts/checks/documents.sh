#!/usr/bin/env bash
# What the documents show is what the program prints.
exec "$(dirname "$0")/../update_docs.py" --check
