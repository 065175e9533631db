#!/usr/bin/env bash
# The committed assemblies are what the real CDK makes of the example applications today.
exec "$(dirname "$0")/../synth_fixtures.sh" --check
