"""Real projects' migration histories, run by migrate and by the database's own shell.

Each file of the folder is a linear history in the script format. It must import, upgrade to head in
one call and give the schema that the raw SQL gives; downgrade in one call down to where the project
gave no downgrade script; and where a downgrade script is wrong in the project itself, fail with the
revision and the line and change nothing.

Usage: series.py sqlite MODULE FOLDER | series.py postgres FOLDER
"""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from sqlite_version import require_sqlite_version  # noqa: E402

# Downgrade scripts that fail in the projects themselves when everything is downgraded in order. Below
# the first of them the raw SQL tells, as what builds on a wrong one may fail or not.
WRONG_DOWNGRADES = {
    "authelia-sqlite": set(),
    "authelia-postgresql": set(),
    "taproot_assets-sqlite": {"000040_asset_commit", "000029_ignore_burn_universe"},
    "taproot_assets-postgresql": {"000002_assets", "000004_mssmt", "000005_transfers",
                                  "000007_universe", "000029_ignore_burn_universe",
                                  "000040_asset_commit"},
    "crates_io-postgresql": {"20140929103755_dumped_migration_27",
                             "20170318181441_downloads_need_no_id",
                             "20170708133715_ensure_crate_id_foreign_keys_cascade",
                             "2024_04_12_144536_remove_downloads_column",
                             "2024_10_25_112826_make_unique_version_unique"},
}

# What migrate runs on SQLite though SQLite doesn't: (PostgreSQL's spelling, SQLite's).
SPELLINGS = {"taproot_assets-sqlite": ("DROP COLUMN IF EXISTS", "DROP COLUMN")}

passed = failed = 0


def check(name, condition, detail=""):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {name} {detail}", flush=True)


class Script:
    def __init__(self, text):
        self.text = text
        self.id = re.search(r"^-- Revision ID: (\S+)", text, re.M).group(1)
        body = text.split("-- migrate:up", 1)[1]
        self.transactional = "transaction:false" not in text
        up, mark, down = body.partition("\n-- migrate:down")
        self.up = up.split("\n", 1)[1]
        self.down = down.partition("\n")[2] if mark else None


def read_series(path):
    with open(path) as f:
        lines = f.read().splitlines()
    starts = []
    for i, line in enumerate(lines):
        if line.startswith("-- Revision ID: "):
            start = i
            while start > 0 and lines[start - 1].startswith("--"):
                start -= 1
            starts.append(start)
    return [Script("\n".join(lines[a:b]))
            for a, b in zip(starts, starts[1:] + [len(lines)])]


def with_empty_downgrades(scripts):
    return "\n\n".join(s.text if s.down is not None else s.text + "\n\n-- migrate:down\n"
                       for s in scripts)


class Failure(Exception):
    """What a failing call said, in the look that both databases share."""


# One database under test, and the same database driven by its own shell.

class Sqlite:
    def __init__(self, module, folder, name):
        require_sqlite_version()
        self.path = os.path.join(folder, name)
        self.connection = sqlite3.connect(self.path, isolation_level=None)
        self.connection.enable_load_extension(True)
        self.connection.load_extension(module)
        self.connection.execute("PRAGMA foreign_keys = on")

    def call(self, sql, *arguments):
        try:
            return self.connection.execute(sql, arguments).fetchone()[0]
        except sqlite3.Error as error:
            raise Failure(str(error)) from error

    def run_raw(self, sql):
        done = subprocess.run(["sqlite3", "-bail", self.path], input=f"BEGIN;\n{sql}\n;COMMIT;",
                              text=True, capture_output=True)
        return done.returncode == 0

    def schema(self):
        rows = self.connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master"
            " WHERE name NOT LIKE 'migrate!_%' ESCAPE '!'"
            " AND tbl_name NOT LIKE 'migrate!_%' ESCAPE '!' ORDER BY 1, 2")
        return rows.fetchall()

    def state(self):
        return (self.schema(), self.call("SELECT migrate_current()"))

    def close(self):
        self.connection.close()
        os.remove(self.path)


class Postgres:
    def __init__(self, name, with_extension):
        import psycopg2
        self.name = name
        self.error = psycopg2.Error
        self.admin(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name} TEMPLATE template0")
        self.connection = psycopg2.connect(dbname=name)
        self.connection.autocommit = True
        if with_extension:
            self.run("CREATE SCHEMA bookkeeping")
            self.run("CREATE EXTENSION migrate SCHEMA bookkeeping")
            self.run("SET client_min_messages = warning")

    def admin(self, *statements):
        for statement in statements:
            subprocess.run(["psql", "-X", "-q", "-d", "postgres", "-c", statement], check=True,
                           capture_output=True)

    def run(self, sql, *arguments):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, arguments or None)
            return cursor.fetchone()[0] if cursor.description else None

    def call(self, sql, *arguments):
        sql = re.sub(r"\bmigrate_", "bookkeeping.migrate_", sql).replace("?", "%s")
        try:
            return self.run(sql, *arguments)
        except self.error as error:
            raise Failure(str(error)) from error

    def run_raw(self, sql):
        done = subprocess.run(["psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-d", self.name],
                              input=sql, text=True, capture_output=True)
        return done.returncode == 0

    def schema(self):
        done = subprocess.run(["pg_dump", "-s", "-N", "bookkeeping", "-d", self.name], text=True,
                              capture_output=True, check=True)
        return [line for line in done.stdout.splitlines()
                if not re.match(r"$|--|SET |\\(un)?restrict|.* EXTENSION .*\bmigrate\b", line)]

    def state(self):
        return (self.schema(), self.call("SELECT migrate_current()"))

    def close(self):
        self.connection.close()
        self.admin(f"DROP DATABASE {self.name}")


def failing_place(message, revision):
    return re.search(rf'revision "{re.escape(revision)}" downgrade, lines? \d+( to \d+)?: ', message)


def test_upgrade(name, make, scripts, text):
    ours, raw = make("ours", True), make("raw", False)
    ours.call("SELECT migrate_import(?)", text)
    ours.call("SELECT migrate_upgrade('head')")
    head = scripts[-1].id
    check(f"{name}: current is the head", ours.call("SELECT migrate_current()") == f"{head} (head)")
    for script in scripts:
        check(f"{name}: raw {script.id}", raw.run_raw(script.up))
    check(f"{name}: the schema is the raw SQL's", ours.schema() == raw.schema(),
          first_difference(ours.schema(), raw.schema()))
    test_irreversible(name, ours, scripts)
    ours.close()
    raw.close()


def test_irreversible(name, ours, scripts):
    """As it is, a downgrade to base meets a revision without a downgrade script: nothing runs."""
    before = ours.state()
    newest = next(s for s in reversed(scripts) if s.down is None)
    try:
        ours.call("SELECT migrate_downgrade('base')")
        check(f"{name}: irreversible", False, "no error")
    except Failure as failure:
        check(f"{name}: irreversible is named",
              f'revision "{newest.id}" cannot be downgraded' in str(failure), str(failure))
    check(f"{name}: irreversible changes nothing", ours.state() == before)


def test_downgrade(name, make, scripts):
    """Missing downgrade scripts become empty ones. What fails as raw SQL fails here too, changes
    nothing and is skipped; all between two such revisions goes in one call."""
    ours, raw = make("ours", True), make("raw", False)
    ours.call("SELECT migrate_import(?)", with_empty_downgrades(scripts))
    ours.call("SELECT migrate_upgrade('head')")
    for script in scripts:
        raw.run_raw(script.up)
    spelling = SPELLINGS.get(name, ("", ""))
    wrong = {script.id for script in reversed(scripts)
             if not raw.run_raw((script.down or "").replace(*spelling))}
    first_wrong = next((s.id for s in reversed(scripts) if s.id in wrong), None)
    first_known = next((s.id for s in reversed(scripts) if s.id in WRONG_DOWNGRADES[name]), None)
    check(f"{name}: the first wrong downgrade", first_wrong == first_known, f"{first_wrong}")
    for i in range(len(scripts) - 1, -1, -1):
        if scripts[i].id in wrong:
            downgrade_to_wrong_one(name, ours, scripts, i)
    if ours.call("SELECT migrate_current()") is not None:
        ours.call("SELECT migrate_downgrade('base')")
    check(f"{name}: base", ours.call("SELECT migrate_current()") is None)
    check(f"{name}: the schema at base is the raw SQL's", ours.schema() == raw.schema(),
          first_difference(ours.schema(), raw.schema()))
    ours.close()
    raw.close()


def downgrade_to_wrong_one(name, ours, scripts, i):
    script = scripts[i]
    if ours.call("SELECT migrate_current()") != script.id + (" (head)" if i + 1 == len(scripts) else ""):
        ours.call("SELECT migrate_downgrade(?)", script.id)
    before = ours.state()
    try:
        ours.call("SELECT migrate_downgrade('-1')")
        check(f"{name}: wrong downgrade of {script.id}", False, "no error")
    except Failure as failure:
        check(f"{name}: wrong downgrade of {script.id} is named",
              failing_place(str(failure), script.id), str(failure))
    check(f"{name}: wrong downgrade of {script.id} changes nothing", ours.state() == before)
    ours.call("SELECT migrate_stamp(?)", scripts[i - 1].id if i else "base")


def test_not_transactional(name, make, scripts, text):
    ours = make("ours", True)
    ours.call("SELECT migrate_import(?)", text)
    before = ours.state()
    first = next(s for s in scripts if not s.transactional)
    try:
        ours.call("SELECT migrate_upgrade('head')")
        check(f"{name}: transaction:false", False, "no error")
    except Failure as failure:
        check(f"{name}: transaction:false is refused before anything runs",
              f'revision "{first.id}" in a transaction' in str(failure), str(failure))
    check(f"{name}: transaction:false changes nothing", ours.state() == before)
    shown = ours.call("SELECT migrate_show(?)", first.id)
    check(f"{name}: transaction:false is shown", "transaction:false" in shown)
    ours.close()


def first_difference(a, b):
    for left, right in zip(a, b):
        if left != right:
            return f"{left!r} | {right!r}"
    return f"{len(a)} | {len(b)} lines"


# SQLite: rows survive the scripts that rebuild tables between PRAGMA foreign_keys = off and on.

# So long are keys and hashes, where a check asks for a length.
BLOB_SIZES = (33, 32)


def seed(connection, seeds):
    """Two rows for each table that takes them, parents first, with foreign keys enforced."""
    tables = [row[0] for row in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        " AND name NOT LIKE 'migrate!_%' ESCAPE '!' ORDER BY rowid")]
    while True:
        waiting = [table for table in tables if not seed_table(connection, table, seeds)]
        if waiting in ([], tables):
            return
        tables = waiting


def seed_table(connection, table, seeds):
    """Whether it has taken a row."""
    count = len(seeds)
    parents = {row[3]: (row[2], row[4])
               for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    statement = f'INSERT INTO "{table}" VALUES (' + ", ".join("?" * len(columns)) + ")"
    for i in (1, 2):
        for size in BLOB_SIZES:
            values = [seed_value(connection, column, i, parents, sql, size) for column in columns]
            try:
                connection.execute(statement, values)
            except sqlite3.Error:
                continue
            seeds.append((statement, values))
            break
    return len(seeds) > count


def seed_value(connection, column, i, parents, sql, size):
    name, declared = column[1], column[2].upper()
    if name in parents:
        table, key = parents[name]
        key = f'"{key}"' if key else "rowid"
        row = connection.execute(f'SELECT {key} FROM "{table}" LIMIT 1 OFFSET {i - 1}')
        found = row.fetchone()
        return found[0] if found else None
    if name == "service":
        return "openid"  # authelia's scripts drop the identifiers of other services, not their rows
    allowed = re.search(rf"\b{name}\s+IN\s*\(\s*(?:'([^']*)'|(\d+))", sql, re.I)
    if allowed:
        return allowed.group(1) if allowed.group(2) is None else int(allowed.group(2))
    if "INT" in declared:
        return i
    if "BLOB" in declared:
        return f"{name}{i}".ljust(size, "x").encode()[-size:]
    if "BOOL" in declared:
        return i % 2
    if "TIME" in declared or "DATE" in declared:
        return f"2026-01-0{i} 00:00:00"
    return f"{name}{i}"


def without_clock(text):
    """Both sides run a script at their own time: times that were not seeded are all alike."""
    return re.sub(r"(?!2026-01-0[12] 00:00:00)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "<now>", text)


def contents(connection):
    tables = [row[0] for row in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'migrate!_%' ESCAPE '!'"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY 1")]
    return {table: sorted(without_clock(repr(row))
                          for row in connection.execute(f'SELECT * FROM "{table}"'))
            for table in tables}


def row_difference(ours, raw):
    return "; ".join(f"{table}: {ours.get(table)} | {raw.get(table)}"
                     for table in sorted(ours.keys() | raw.keys())
                     if ours.get(table) != raw.get(table))


def test_rows_survive(name, make, scripts, text):
    """Seeded at each revision, the rest of the history keeps the rows that the raw SQL keeps on a
    connection that doesn't enforce foreign keys at all."""
    seeded_tables = 0
    for i in range(0, len(scripts) - 1):
        if "foreign_keys" not in "".join(s.up for s in scripts[i + 1:]).lower():
            break
        ours, raw = make("ours", True), make("raw", False)
        ours.call("SELECT migrate_import(?)", text)
        ours.call("SELECT migrate_upgrade(?)", scripts[i].id)
        raw.run_raw("\n".join(s.up for s in scripts[:i + 1]))
        seeds = []
        seed(ours.connection, seeds)
        raw.connection.execute("PRAGMA foreign_keys = off")
        for statement, values in seeds:
            raw.connection.execute(statement, values)
        seeded_tables += len(seeds)
        ours.call("SELECT migrate_upgrade('head')")
        raw_ok = raw.run_raw("\n".join(s.up for s in scripts[i + 1:]))
        check(f"{name}: raw from {scripts[i].id} with rows", raw_ok)
        check(f"{name}: rows from {scripts[i].id} survive",
              contents(ours.connection) == contents(raw.connection),
              row_difference(contents(ours.connection), contents(raw.connection)))
        enforced = ours.call("PRAGMA foreign_keys")
        check(f"{name}: foreign keys are enforced afterwards", enforced == 1)
        violations = ours.connection.execute("PRAGMA foreign_key_check").fetchall()
        check(f"{name}: no orphans from {scripts[i].id}", violations == [], str(violations[:3]))
        ours.close()
        raw.close()
    if seeded_tables:
        print(f"{name}: {seeded_tables} rows seeded")


def run_file(name, path, make, is_sqlite):
    scripts = read_series(path)
    with open(path) as f:
        text = f.read()
    if not all(s.transactional for s in scripts):
        test_not_transactional(name, make, scripts, text)
        return
    test_upgrade(name, make, scripts, text)
    test_downgrade(name, make, scripts)
    if is_sqlite:
        test_rows_survive(name, make, scripts, text)


def main():
    kind, folder = sys.argv[1], sys.argv[-1]
    files = sorted(f for f in os.listdir(folder) if f.endswith(".sql") and kind in f)
    with tempfile.TemporaryDirectory() as work:
        for file in files:
            def make(which, with_extension):
                if kind == "sqlite":
                    return Sqlite(sys.argv[2], work, which)
                return Postgres(f"series_{which}", with_extension)
            run_file(file[:-4], os.path.join(folder, file), make, kind == "sqlite")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
