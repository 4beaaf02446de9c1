#!/usr/bin/env bash
# Runs each fuzzer of a build folder for some seconds, with its seeds and its dictionary.
# What it finds stays in the build folder; a finding ends the run with its exit code.
# Usage: run.sh BUILD SECONDS [NAME...]
set -euo pipefail
build=$1
seconds=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then set -- bundle splitter target; fi
for name in "$@"; do
  corpus=$build/test/fuzz/corpus/$name
  mkdir -p "$corpus"
  "$build/test/fuzz/${name}_fuzzer" -dict="$here/$name.dict" -max_total_time="$seconds" \
    -timeout=10 -print_final_stats=1 -print_funcs=0 -verbosity=0 -artifact_prefix="$build/test/fuzz/$name-" \
    "$corpus" "$here/seeds/$name"
done
