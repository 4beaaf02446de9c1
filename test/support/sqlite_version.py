"""The SQLite that a test runs with is the one that newest_sqlite.sh has put in place."""

import os
import sqlite3
import subprocess


def require_sqlite_version():
    """Ends the test where MIGRATE_SQLITE_VERSION names another version than Python or the shell has."""
    wanted = os.environ.get("MIGRATE_SQLITE_VERSION")
    if wanted is None:
        return
    shell = subprocess.run(["sqlite3", ":memory:", "SELECT sqlite_version()"], text=True,
                           capture_output=True, check=True).stdout.strip()
    if (sqlite3.sqlite_version, shell) != (wanted, wanted):
        raise SystemExit(f"SQLite is {sqlite3.sqlite_version} in Python and {shell} in the shell,"
                         f" not {wanted}")
