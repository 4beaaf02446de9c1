"""Every way in which SQLite's clients call: Python's sqlite3 with and without its own transactions,
with an unfinished cursor, the sqlite3 shell. After an error nothing has changed and the client goes on.

Usage: clients_sqlite.py sqlite MODULE
"""

import sqlite3
import subprocess
import sys
import tempfile

import databases
from checks import check, check_equal, finish
from clients_bundle import BUNDLE, DONE, MENDED, NOTHING
from databases import Failure

MESSAGE = "UNIQUE constraint failed: customer.id"
CONTEXT = 'revision "b2" upgrade, line 2: INSERT INTO customer (id, name)'


class Client:
    def __init__(self, database):
        self.database = database
        database.create("start", BUNDLE)
        self.start = database.snapshot("start")
        database.copy("start", "client")
        with database.connect("client") as session:
            session.set_script("b2", "upgrade", MENDED)
            session.run("SELECT migrate_upgrade()")
        self.end = database.snapshot("client")

    def fresh(self, mended=False):
        self.database.copy("start", "client")
        if mended:
            with self.database.connect("client") as session:
                session.set_script("b2", "upgrade", MENDED)

    def connect(self, **options):
        return self.database.connect("client", **options)

    def check_start(self, name):
        check_equal(f"{name}: start", self.database.snapshot("client"), self.start)

    def check_end(self, name):
        check_equal(f"{name}: end", self.database.snapshot("client"), self.end)


def check_failure(name, call, message=MESSAGE, context=CONTEXT):
    try:
        check(f"{name}: fails", False, call())
    except Failure as failure:
        check_equal(f"{name}: message", str(failure).splitlines()[0], message)
        check(f"{name}: context", context in str(failure), failure)
        return failure


def autocommit(client):
    client.fresh()
    with client.connect(isolation_level=None) as session:
        failure = check_failure("autocommit", lambda: session.run("SELECT migrate_upgrade()"))
        check_equal("autocommit: result code", failure.__cause__.sqlite_errorname,
                    "SQLITE_CONSTRAINT_PRIMARYKEY")
        check("autocommit: no transaction is left", not session.in_transaction())
        check_equal("autocommit: goes on", session.run("SELECT count(*) FROM account"), 3)
        client.check_start("autocommit")
        session.set_script("b2", "upgrade", MENDED)
        check_equal("autocommit", session.run("SELECT migrate_upgrade()"), DONE)
        check_equal("autocommit: foreign_keys", session.run("PRAGMA foreign_keys"), 1)
    client.check_end("autocommit")


def default_isolation_level(client):
    """Python opens a transaction before INSERT, UPDATE and DELETE, and none before SELECT."""
    client.fresh()
    with client.connect(isolation_level="") as session:
        check_failure("default, no transaction", lambda: session.run("SELECT migrate_upgrade()"))
        check("default: no transaction is left", not session.in_transaction())
        session.run("INSERT INTO own_row (id) VALUES (1)")
        check_failure("default, in a transaction", lambda: session.run("SELECT migrate_upgrade()"))
        check("default: the transaction is open", session.in_transaction())
        session.connection.commit()
        check_equal("default: own row", session.run("SELECT count(*) FROM own_row"), 1)
        session.set_script("b2", "upgrade", MENDED)
        session.run("DELETE FROM own_row")
        check_equal("default, in a transaction", session.run("SELECT migrate_upgrade()"), DONE)
        session.connection.rollback()
        check_equal("default: rolled back", session.run("SELECT migrate_current()"), None)
        session.run("DELETE FROM own_row")
        session.set_script("b2", "upgrade", MENDED)
        check_equal("default: again", session.run("SELECT migrate_upgrade()"), DONE)
        session.connection.commit()
    client.check_end("default isolation level")


def context_manager(client):
    """`with connection:` commits, or rolls back and lets the error pass."""
    client.fresh()
    with client.connect(isolation_level="") as session:
        def body():
            with session.connection:
                session.run("INSERT INTO own_row (id) VALUES (1)")
                session.run("SELECT migrate_upgrade()")
        check_failure("with connection", body)
        check("with connection: rolled back", not session.in_transaction())
        client.check_start("with connection")
        session.set_script("b2", "upgrade", MENDED)
        session.run("DELETE FROM own_row")
        with session.connection:
            check_equal("with connection", session.run("SELECT migrate_upgrade()"), DONE)
    client.check_end("with connection")


def savepoints(client):
    client.fresh()
    with client.connect() as session:
        session.run("SAVEPOINT mine")
        session.run("INSERT INTO own_row (id) VALUES (1)")
        check_failure("savepoint", lambda: session.run("SELECT migrate_upgrade()"))
        session.run("ROLLBACK TO mine")
        check_equal("savepoint: own row", session.run("SELECT count(*) FROM own_row"), 0)
        session.set_script("b2", "upgrade", MENDED)
        check_equal("savepoint", session.run("SELECT migrate_upgrade()"), DONE)
        session.run("RELEASE mine")
        check("savepoint: released", not session.in_transaction())
    client.check_end("savepoint")


def unfinished_cursor(client):
    client.fresh()
    with client.connect() as session:
        cursor = session.connection.execute("SELECT id FROM account ORDER BY id")
        seen = [cursor.fetchone()]
        check_failure("unfinished cursor", lambda: session.run("SELECT migrate_upgrade()"))
        check_equal("unfinished cursor: nothing is applied", session.run("SELECT migrate_current()"),
                    None)
        del cursor
        session.set_script("b2", "upgrade", MENDED)
        cursor = session.connection.execute("SELECT id FROM entry ORDER BY id")
        seen = [cursor.fetchone()]
        check_equal("unfinished cursor", session.run("SELECT migrate_upgrade()"), DONE)
        check_equal("unfinished cursor: its rows", seen + cursor.fetchall(), [(1,), (2,), (3,)])
    client.check_end("unfinished cursor")
    # SQLite drops no table while any statement reads.
    with client.connect() as session:
        cursor = session.connection.execute("SELECT id FROM account ORDER BY id")
        cursor.fetchone()
        check_failure("unfinished cursor, dropped table",
                      lambda: session.run("SELECT migrate_downgrade('base')"),
                      "database table is locked",
                      'revision "a1" downgrade, line 1: DROP TABLE customer')
        cursor.close()
        client.check_end("unfinished cursor, dropped table")
        check_equal("unfinished cursor: closed", session.run("SELECT migrate_downgrade('base')"),
                    "2 revisions downgraded, at base")


def from_other_statements(client):
    """Called for rows of a table, inside a writing statement, from a view and a trigger."""
    client.fresh()
    with client.connect() as session:
        check_failure("for each row",
                      lambda: session.run("SELECT migrate_upgrade() FROM account"))
        client.check_start("for each row")
        check_failure("in INSERT", lambda: session.run(
            "INSERT INTO own_row (id, text) SELECT 1, migrate_upgrade()"),
            "cannot migrate while a statement is writing", "")
        client.check_start("in INSERT")
        session.run("CREATE VIEW up AS SELECT migrate_upgrade() AS answer")
        check_failure("in a view", lambda: session.run("SELECT answer FROM up"),
                      "unsafe use of migrate_upgrade()", "")
        session.run("DROP VIEW up")
    client.check_start("in a view")


def cached_statements(client):
    """Python keeps compiled statements; they see what an upgrade has changed."""
    client.fresh(mended=True)
    with client.connect() as session:
        for expected in (None, "b2 (head)"):
            check_equal("cached current", session.run("SELECT migrate_current()"), expected)
            check_equal("cached star", session.run("SELECT sum(balance) FROM account"),
                        60 if expected is None else 63)
            session.run("SELECT migrate_upgrade()")
        check_equal("cached upgrade", session.run("SELECT migrate_upgrade()"), NOTHING)
    client.check_end("cached statements")


def read_only(client):
    client.fresh(mended=True)
    connection = sqlite3.connect(f"file:{client.database.path('client')}?mode=ro", uri=True)
    connection.enable_load_extension(True)
    connection.load_extension(client.database.module)
    check_equal("read only: current", connection.execute("SELECT migrate_current()").fetchone(),
                (None,))
    check_equal("read only: plan",
                connection.execute("SELECT revision FROM migrate_plan").fetchall(),
                [("a1",), ("b2",)])
    try:
        check("read only: fails", False, connection.execute("SELECT migrate_upgrade()").fetchone())
    except sqlite3.Error as error:
        check_equal("read only", str(error).splitlines()[0],
                    "attempt to write a readonly database")
    connection.close()


def shell(client, *arguments, script):
    done = subprocess.run(["sqlite3", "-batch", "-init", "/dev/null", *arguments,
                           client.database.path("client")],
                          input=f".load {client.database.module[:-3]}\n{script}", text=True,
                          capture_output=True)
    return done.returncode, done.stdout, done.stderr


def sqlite3_shell(client):
    script = ("INSERT INTO own_row (id) VALUES (1);\nSELECT migrate_upgrade('head');\n"
              "INSERT INTO own_row (id) VALUES (2);\n")
    for arguments, rows in (["-bail"], 1), ([], 2):
        name = " ".join(["shell", *arguments])
        client.fresh()
        status, output, error = shell(client, *arguments, script=script)
        check_equal(f"{name}: exit status", status, 1)
        check_equal(f"{name}: output", output, "")
        check(f"{name}: error", MESSAGE in error and CONTEXT in error, error)
        with client.connect() as session:
            check_equal(f"{name}: rows", session.run("SELECT count(*) FROM own_row"), rows)
            session.run("DELETE FROM own_row")
        client.check_start(name)
    client.fresh(mended=True)
    check_equal("shell: success", shell(client, "-bail", script="SELECT migrate_upgrade();\n"),
                (0, DONE + "\n", ""))
    client.check_end("shell")
    client.fresh()
    status, output, error = shell(client, "-bail", script="BEGIN;\n" + script + "COMMIT;\n")
    check_equal("shell, in BEGIN: exit status", status, 1)
    client.check_start("shell, in BEGIN")


def rolled_back_by_sqlite(client):
    """ON CONFLICT ROLLBACK and RAISE(ROLLBACK) end the caller's transaction with the script's, as
    they do outside of a script; the error says so."""
    for statement in ("INSERT OR ROLLBACK INTO customer (id, name) VALUES (1, 'again')",
                      "CREATE TEMP TRIGGER no BEFORE DELETE ON account BEGIN"
                      " SELECT RAISE(ROLLBACK, 'not this one'); END;\nDELETE FROM account"):
        client.fresh()
        with client.connect() as session:
            session.set_script("b2", "upgrade", statement)
            before = client.database.snapshot("client")
            for begin in (False, True):
                name = f"{statement[:20]}, caller's transaction {begin}"
                if begin:
                    session.run("BEGIN")
                    session.run("INSERT INTO own_row (id) VALUES (1)")
                failure = check_failure(
                    name, lambda: session.run("SELECT migrate_upgrade()"),
                    "not this one" if "RAISE" in statement else MESSAGE, 'revision "b2" upgrade')
                check_equal(f"{name}: says so",
                            "SQLite has rolled back the whole transaction" in str(failure), begin)
                check(f"{name}: no transaction is left", not session.in_transaction())
                check_equal(f"{name}: before", client.database.snapshot("client"), before)


def deferred_foreign_key(client):
    """Violated until the end: found at the COMMIT, ours or the caller's."""
    client.fresh()
    with client.connect() as session:
        session.set_script("b2", "upgrade", "CREATE TABLE child (id integer PRIMARY KEY, parent integer"
                           " REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED);\n"
                           "INSERT INTO child (id, parent) VALUES (1, 99)")
        before = client.database.snapshot("client")
        check_failure("deferred", lambda: session.run("SELECT migrate_upgrade()"),
                      "FOREIGN KEY constraint failed", "")
        check("deferred: no transaction is left", not session.in_transaction())
        check_equal("deferred: before", client.database.snapshot("client"), before)
        session.run("BEGIN")
        session.run("SELECT migrate_upgrade()")
        check_failure("deferred, the caller's COMMIT", lambda: session.run("COMMIT"),
                      "FOREIGN KEY constraint failed", "")
        session.run("ROLLBACK")
        check_equal("deferred, the caller's: before", client.database.snapshot("client"), before)


def deploys(client):
    client.fresh()
    with client.connect() as session:
        check_failure("deploy", session.deploy)
        check_equal("deploy: the first stays", session.run("SELECT migrate_current()"), "a1")
        session.set_script("b2", "upgrade", MENDED)
        check_equal("deploy: goes on", session.deploy(), "1 revision upgraded, at b2 (head)")
    client.check_end("deploy")


def main():
    with tempfile.TemporaryDirectory() as folder:
        client = Client(databases.make(sys.argv[1:], folder))
        autocommit(client)
        default_isolation_level(client)
        context_manager(client)
        savepoints(client)
        unfinished_cursor(client)
        from_other_statements(client)
        cached_statements(client)
        read_only(client)
        sqlite3_shell(client)
        rolled_back_by_sqlite(client)
        deferred_foreign_key(client)
        deploys(client)
    finish()


main()
