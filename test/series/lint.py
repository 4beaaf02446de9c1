"""What migrate_lint says of real projects' histories, held against what the database does.

Each revision of a series is judged with rows in the tables and then applied. What lint says fails has
to fail, in that statement; the names of the whole rest of the history mean something from wherever it
is looked at.

Usage: lint.py [-v] sqlite MODULE FOLDER | lint.py [-v] postgres FOLDER
-v prints every finding.
"""

import os
import re
import sys
import tempfile
from collections import Counter
from typing import NamedTuple

from series import Failure, Postgres, Sqlite, read_series, seed

# A finding of these is a statement that fails, whatever rows there are.
ABOUT_NAMES = {"syntax-error", "missing-object", "existing-object",
               "ban-duplicate-column-assignments", "using-new-enum-value"}
# From so many revisions the whole rest is judged; the first and the last are among them.
LOOKS = 12

# PostgreSQL: values for the columns of a type's name; a table that takes none of the rows stays empty.
VALUES = {"bool": "true", "bytea": "'\\x01'", "date": "'2026-01-01'", "json": "'{}'", "jsonb": "'{}'",
          "uuid": "gen_random_uuid()", "inet": "'127.0.0.1'", "interval": "'1 day'"}


class Finding(NamedTuple):
    revision: str
    rule: str
    severity: str
    line: int
    statement: str
    why: str

    def says_it_fails(self):
        return (self.rule in ABOUT_NAMES or self.rule == "violated-by-existing-rows"
                or "The statement fails:" in self.why)


class Count:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, condition, detail=""):
        if condition:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED: {name} {detail}", flush=True)


def findings(database, target):
    """Of migrate_lint(target), which may be a step such as `+1`."""
    sql = ("SELECT revision, rule, severity, line, statement, why FROM"
           f" migrate_lint('{target}') WHERE true")
    if isinstance(database, Sqlite):
        rows = database.connection.execute(sql).fetchall()
    else:
        with database.connection.cursor() as cursor:
            cursor.execute(sql.replace("migrate_", "bookkeeping.migrate_"))
            rows = cursor.fetchall()
    return [Finding(row[0], row[1], row[2], int(row[3]), row[4] or "", row[5]) for row in rows]


def failing_lines(message):
    """The lines that an upgrade's error names."""
    place = re.search(r"upgrade, lines? (\d+)(?: to (\d+))?: ", message)
    if not place:
        return range(0)
    return range(int(place.group(1)), int(place.group(2) or place.group(1)) + 1)


def fill(database):
    """Rows for the tables that have none and take them, parents first."""
    if isinstance(database, Sqlite):
        seed(database.connection, [])
        return
    waiting = query(database, """
        SELECT c.oid, c.oid::regclass::text FROM pg_class c JOIN pg_namespace n
        ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY c.oid""")
    while True:
        left = [table for table in waiting if not fill_table(database, *table)]
        if left in ([], waiting):
            return
        waiting = left


def query(database, sql):
    with database.connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def fill_table(database, oid, name):
    if query(database, f"SELECT FROM {name} LIMIT 1"):
        return True
    columns = query(database, f"""
        SELECT quote_ident(a.attname), t.typname, t.typcategory,
               (SELECT format('(SELECT %I FROM %s ORDER BY 1 LIMIT 1 OFFSET %%s)', p.attname,
                              k.confrelid::regclass)
                FROM pg_constraint k JOIN pg_attribute p ON p.attrelid = k.confrelid
                AND p.attnum = k.confkey[1] WHERE k.conrelid = a.attrelid AND k.contype = 'f'
                AND k.conkey = ARRAY[a.attnum] LIMIT 1), (SELECT min(e.enumlabel) FROM pg_enum e
                WHERE e.enumtypid = t.oid)
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = {oid} AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''""")
    for i in (0, 1):
        values = ", ".join(value(i, *column[1:]) for column in columns)
        try:
            database.run(f"INSERT INTO {name} ({', '.join(c[0] for c in columns)}) VALUES ({values})"
                         " RETURNING 1")
        except database.error:
            pass
    return bool(query(database, f"SELECT FROM {name} LIMIT 1"))


def value(i, type_name, category, parent, label):
    if parent:
        return parent % i
    if label:
        return f"'{label}'"
    if type_name in VALUES:
        return VALUES[type_name]
    if category == "N":
        return str(i + 1)
    if category == "D":
        return "now()"
    if category == "A":
        return "'{}'"
    return f"'v{i}'"


def empty(database):
    """Takes all rows out of the way."""
    if isinstance(database, Sqlite):
        database.connection.execute("PRAGMA foreign_keys = off")
        for (name,) in database.connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE"
                " 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'migrate!_%' ESCAPE '!'").fetchall():
            database.connection.execute(f'DELETE FROM "{name}"')
        database.connection.execute("PRAGMA foreign_keys = on")
        return
    tables = query(database, """
        SELECT string_agg(c.oid::regclass::text, ', ') FROM pg_class c JOIN pg_namespace n
        ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'""")[0][0]
    if tables:
        database.run(f"WITH t AS (SELECT 1) SELECT 1; TRUNCATE {tables}")


def check_names(count, name, database):
    wrong = [each for each in findings(database, "head") if each.rule in ABOUT_NAMES]
    count.check(f"{name}: the rest from {database.call('SELECT migrate_current()')}", not wrong,
                "\n  ".join(map(str, wrong)))


def check_step(count, name, database, script, verbose):
    """Judges a revision and applies it."""
    found = findings(database, "+1")
    if verbose:
        for each in found:
            print(f"{name} {each.revision}:{each.line} {each.severity} {each.rule}: {each.why}"
                  f" [{each.statement}]")
    lines = range(0)
    message = ""
    try:
        database.call("SELECT migrate_upgrade('+1')")
    except Failure as failure:
        message = str(failure)
        lines = failing_lines(message)
        empty(database)
        database.call("SELECT migrate_upgrade('+1')")
    said = [each for each in found if each.says_it_fails()]
    for each in said:
        count.check(f"{name}: {script.id} fails", message, str(each))
    if message:
        is_foreseen = any(each.line in lines or not lines for each in said)
        print(f"{name}: {script.id} {'is foreseen' if is_foreseen else 'is not foreseen'}: {message}")
    else:
        count.check(f"{name}: {script.id} is applied", True)
    return found


def run_file(count, name, path, database, verbose):
    scripts = read_series(path)
    with open(path) as f:
        database.call("SELECT migrate_import(?)", f.read())
    if not all(script.transactional for script in scripts):
        # migrate_upgrade refuses such a history; its names mean something all the same.
        check_names(count, name, database)
        return
    rules = Counter()
    for i, script in enumerate(scripts):
        if i % max(1, len(scripts) // LOOKS) == 0:
            check_names(count, name, database)
        fill(database)
        rules.update(f"{each.rule} {each.severity}"
                     for each in check_step(count, name, database, script, verbose))
    for rule, times in sorted(rules.items()):
        print(f"{name}: {times} × {rule}")


def main():
    arguments = [each for each in sys.argv[1:] if each != "-v"]
    kind, folder = arguments[0], arguments[-1]
    count = Count()
    with tempfile.TemporaryDirectory() as work:
        for file in sorted(os.listdir(folder)):
            if not file.endswith(".sql") or kind not in file:
                continue
            database = (Sqlite(arguments[1], work, "lint") if kind == "sqlite"
                        else Postgres("series_lint", True))
            run_file(count, file[:-4], os.path.join(folder, file), database, "-v" in sys.argv)
            database.close()
    print(f"{count.passed} passed, {count.failed} failed")
    sys.exit(1 if count.failed or not count.passed else 0)


if __name__ == "__main__":
    main()
