"""The two databases as the tests need them: fresh ones by copying, and their whole state as data."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys

from generator import BASE_SQL

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from sqlite_version import require_sqlite_version  # noqa: E402


class Failure(Exception):
    """What a failing call said, as psql and the sqlite3 shell show it."""


class Sqlite:
    name = "sqlite"

    def __init__(self, module, folder):
        require_sqlite_version()
        self.module = module
        self.folder = folder

    def path(self, which):
        return os.path.join(self.folder, which + ".db")

    def create(self, which, bundle=None):
        """A database with the base tables and, where given, a history."""
        self.drop(which)
        with self.connect(which) as session:
            for statement in BASE_SQL:
                session.run(statement)
            if bundle is not None:
                session.run("SELECT migrate_import(?)", bundle)

    def copy(self, source, target):
        self.drop(target)
        shutil.copyfile(self.path(source), self.path(target))

    def drop(self, which):
        for suffix in ("", "-journal", "-wal", "-shm"):
            if os.path.exists(self.path(which) + suffix):
                os.remove(self.path(which) + suffix)

    def connect(self, which, **options):
        options.setdefault("isolation_level", None)
        return SqliteSession(self.path(which), self.module, options)

    def snapshot(self, which):
        """Schema, rows and our tables but for failures in the log, as {what: [lines]}."""
        connection = sqlite3.connect(self.path(which))
        try:
            return sqlite_snapshot(connection)
        finally:
            connection.close()


# Of our own tables without what the clock says, and without the hashes, which are new ones for all
# that stands on a script that a test has edited.
COMPARED = {
    "migrate_log": "operation, revision",
    "migrate_script": "position, is_head, revision, down_revision, branch_labels, depends_on, message,"
                      " upgrade, upgrade_transactional, downgrade, downgrade_transactional",
    "migrate_seal": "revision",
}


def sqlite_snapshot(connection):
    def rows(sql):
        return [repr(row) for row in connection.execute(sql)]
    state = {"integrity": rows("PRAGMA integrity_check"),
             "foreign keys": rows("PRAGMA foreign_key_check"),
             "schema": rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2")}
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if table == "migrate_schema":
            continue  # a deploy that was stopped leaves it to the next migration
        where = " WHERE operation <> 'failure'" if table == "migrate_log" else ""
        columns = COMPARED.get(table, "*")
        order = "1" if table in ("migrate_script", "migrate_seal") else "rowid"  # edits write anew
        state[f"rows of {table}"] = rows(f'SELECT {columns} FROM "{table}"{where} ORDER BY {order}')
    return state


def edit_script(session, revision, direction, text):
    """Edits a script past the rule that applied revisions keep theirs: for a downgrade the database
    is taken for one where nothing is applied."""
    is_sqlite = isinstance(session, SqliteSession)
    mark = "?" if is_sqlite else "%s"
    rows = None
    if direction == "downgrade":
        rows = session.run("SELECT " + ("group_concat(version_num)" if is_sqlite else
                                        "string_agg(version_num, ',')") + " FROM migrate_version")
        session.run("DELETE FROM migrate_version")
    scripts = f"{mark}" if direction == "upgrade" else f"NULL, {mark}"
    session.run(f"SELECT migrate_edit({mark}, {scripts})", revision, text)
    for row in rows.split(",") if rows else []:
        session.run(f"INSERT INTO migrate_version VALUES ({mark})", row)


class SqliteSession:
    def __init__(self, path, module, options):
        self.connection = sqlite3.connect(path, **options)
        self.connection.execute("PRAGMA foreign_keys = on")
        self.connection.enable_load_extension(True)
        self.connection.load_extension(module)
        self.connection.enable_load_extension(False)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.connection.close()

    def run(self, sql, *arguments):
        """Result: the first value of the first row."""
        try:
            row = self.connection.execute(sql, arguments).fetchone()
        except sqlite3.Error as error:
            raise Failure(str(error)) from error
        return row[0] if row else None

    def set_script(self, revision, direction, text):
        edit_script(self, revision, direction, text)

    def deploy(self, target="head"):
        return self.run("SELECT migrate_deploy(?)", target)

    def in_transaction(self):
        return self.connection.in_transaction


class Postgres:
    name = "postgres"

    def create(self, which, bundle=None):
        """As Sqlite.create; the extension is in a schema of its own, on the search path."""
        self.drop(which)
        self.admin(f"CREATE DATABASE {which} TEMPLATE template0",
                   f"ALTER DATABASE {which} SET search_path = public, bookkeeping",
                   f"ALTER DATABASE {which} SET client_min_messages = warning")
        with self.connect(which) as session:
            session.run("CREATE SCHEMA bookkeeping")
            session.run("CREATE EXTENSION migrate SCHEMA bookkeeping")
            for statement in BASE_SQL:
                session.run(statement)
            if bundle is not None:
                session.run("SELECT migrate_import(%s)", bundle)

    def copy(self, source, target):
        self.drop(target)
        self.admin(f"CREATE DATABASE {target} TEMPLATE {source}",
                   f"ALTER DATABASE {target} SET search_path = public, bookkeeping",
                   f"ALTER DATABASE {target} SET client_min_messages = warning")

    def drop(self, which):
        self.admin(f"DROP DATABASE IF EXISTS {which} WITH (FORCE)")

    def admin(self, *statements):
        with self.connect("postgres") as session:
            for statement in statements:
                session.run(statement)

    def connect(self, which, autocommit=True):
        return PostgresSession(which, autocommit)

    def snapshot(self, which):
        """pg_dump's whole output without failures in the log and what a run adds to it."""
        done = subprocess.run(["pg_dump", "-d", which, "--no-sync"], text=True, capture_output=True,
                              check=True)
        lines = [line for line in done.stdout.splitlines()
                 if not re.match(r"\\(un)?restrict |\d+\t[^\t]*\tfailure\t", line)
                 # A deploy that was stopped leaves the record of the schema to the next migration.
                 and not re.match(r"t\t[^\t]*\t([0-9a-f]{64})?\t", line)]
        # Of the log only operation and revision: times differ between two runs of the same.
        lines = [re.sub(r"^(\d+)\t\d{4}-\d\d-\d\d [^\t]*\t(upgrade|downgrade|stamp)\t([^\t]*)\t.*$",
                        r"log \2 \3", line) for line in lines]
        return {"dump": sort_rows(lines)}


def sort_rows(lines):
    """The rows of each table in an order that isn't that of their storage."""
    result, rows, in_copy = [], [], False
    for line in lines:
        if in_copy and line != "\\.":
            rows.append(line)
            continue
        result += sorted(rows) + [line]
        rows, in_copy = [], line.startswith("COPY ")
    return result


class PostgresSession:
    def __init__(self, which, autocommit):
        import psycopg2
        self.error = psycopg2.Error
        self.connection = psycopg2.connect(dbname=which)
        self.connection.autocommit = autocommit

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.connection.close()

    def run(self, sql, *arguments):
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(sql, arguments or None)
                row = cursor.fetchone() if cursor.description else None
        except self.error as error:
            failure = Failure(str(error))
            failure.sqlstate = error.pgcode
            raise failure from error
        return row[0] if row else None

    def set_script(self, revision, direction, text):
        edit_script(self, revision, direction, text)

    def deploy(self, target="head"):
        return self.run("CALL migrate_deploy(%s)", target)

    def in_transaction(self):
        return self.connection.info.transaction_status != 0


def make(arguments, folder):
    """`sqlite MODULE` or `postgres`, as the tests are called."""
    return Sqlite(os.path.abspath(arguments[1]), folder) if arguments[0] == "sqlite" else Postgres()
