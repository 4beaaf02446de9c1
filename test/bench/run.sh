#!/bin/sh
# Runs every benchmark against the cluster that PGHOST, PGPORT and PGUSER name, and prints the table
# of docs/performance.md. Usage: run.sh BUILD-FOLDER [NAME…]
set -eu
exec "${PYTHON:-/usr/bin/python3}" "$(dirname "$0")/bench.py" "$@"
