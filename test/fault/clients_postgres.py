"""Every way in which PostgreSQL's clients call: psycopg2, psql, DO blocks, PL/pgSQL with an exception
handler, prepared statements, cursors, isolation levels. After an error nothing has changed and the
client goes on as after any other error.

Usage: clients_postgres.py postgres
"""

import subprocess
import sys

import databases
from checks import check, check_equal, finish
from clients_bundle import BUNDLE, DONE, MENDED, NOTHING
from databases import Failure

CONTEXT = 'revision "b2" upgrade, line 2: INSERT INTO customer (id, name)'
MESSAGE = 'duplicate key value violates unique constraint "customer_pkey"'


def fresh(database, mended=False):
    database.copy("start", "client")
    if mended:
        with database.connect("client") as session:
            session.set_script("b2", "upgrade", MENDED)


def check_failure(name, call, sqlstate="23505", parts=(MESSAGE, CONTEXT)):
    try:
        check(f"{name}: fails", False, call())
    except Failure as failure:
        check_equal(f"{name}: SQLSTATE", failure.sqlstate, sqlstate)
        for part in parts:
            check(f"{name}: {part}", part in str(failure), failure)


def psycopg2_with_autocommit(database, start, end):
    fresh(database)
    with database.connect("client") as session:
        check_failure("autocommit", lambda: session.run("SELECT migrate_upgrade()"))
        check_equal("autocommit: start", database.snapshot("client"), start)
        session.set_script("b2", "upgrade", MENDED)
        check_equal("autocommit", session.run("SELECT migrate_upgrade()"), DONE)
    check_equal("autocommit: end", database.snapshot("client"), end)


def psycopg2_in_transactions(database, start, end):
    fresh(database)
    with database.connect("client", autocommit=False) as session:
        session.run("INSERT INTO own_row (id) VALUES (1)")
        check_failure("transaction", lambda: session.run("SELECT migrate_upgrade()"))
        check_failure("transaction: aborted", lambda: session.run("SELECT migrate_current()"),
                      "25P02", ["current transaction is aborted"])
        session.connection.rollback()
        check_equal("transaction: goes on", session.run("SELECT migrate_current()"), None)
        session.set_script("b2", "upgrade", MENDED)
        session.connection.commit()
        check_equal("transaction", session.run("SELECT migrate_upgrade()"), DONE)
        session.connection.rollback()
        check_equal("transaction: rolled back", session.run("SELECT migrate_current()"), None)
        check_equal("transaction", session.run("SELECT migrate_upgrade()"), DONE)
        session.connection.commit()
    check_equal("transaction: end", database.snapshot("client"), end)


def psql(*arguments, script):
    done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-d", "client", *arguments],
                          input=script, text=True, capture_output=True)
    return done.returncode, done.stdout, done.stderr


def psql_stops(database, start, end):
    for arguments in ([], ["-1"]):
        name = " ".join(["psql", *arguments])
        fresh(database)
        script = ("INSERT INTO own_row (id) VALUES (1);\nSELECT migrate_upgrade('head');\n"
                  "INSERT INTO own_row (id) VALUES (2);\n")
        status, output, error = psql("-v", "ON_ERROR_STOP=1", *arguments, script=script)
        check_equal(f"{name}: exit status", status, 3)
        check_equal(f"{name}: output", output, "")
        check_equal(f"{name}: error", error.splitlines()[0], f"ERROR:  {MESSAGE}")
        check(f"{name}: context", f"CONTEXT:  {CONTEXT}" in error, error)
        with database.connect("client") as session:
            check_equal(f"{name}: rows before the error",
                        session.run("SELECT count(*) FROM own_row"), 0 if arguments else 1)
            session.run("DELETE FROM own_row")
        check_equal(f"{name}: start", database.snapshot("client"), start)
    fresh(database, mended=True)
    check_equal("psql: success", psql("-v", "ON_ERROR_STOP=1", script="SELECT migrate_upgrade();\n"),
                (0, DONE + "\n", ""))
    check_equal("psql: end", database.snapshot("client"), end)


def psql_deploys(database, end):
    fresh(database)
    status, output, error = psql("-v", "ON_ERROR_STOP=1", script="CALL migrate_deploy('head');\n")
    check_equal("psql deploy: exit status", status, 3)
    check_equal("psql deploy: error", error.splitlines()[0], f"ERROR:  {MESSAGE}")
    with database.connect("client") as session:
        check_equal("psql deploy: the first stays", session.run("SELECT migrate_current()"), "a1")
        session.set_script("b2", "upgrade", MENDED)
    check_equal("psql deploy: goes on",
                psql("-v", "ON_ERROR_STOP=1", script="CALL migrate_deploy('head');\n"),
                (0, "1 revision upgraded, at b2 (head)\n", ""))
    check_equal("psql deploy: end", database.snapshot("client"), end)


def do_block(database, start, end):
    fresh(database)
    block = "DO $$ BEGIN PERFORM migrate_upgrade('head'); END $$"
    with database.connect("client") as session:
        check_failure("DO", lambda: session.run(block),
                      parts=[MESSAGE, CONTEXT, "PL/pgSQL function inline_code_block line 1"])
        check_equal("DO: start", database.snapshot("client"), start)
        session.set_script("b2", "upgrade", MENDED)
        session.run(block)
    check_equal("DO: end", database.snapshot("client"), end)


def deploy_in_do_block(database, start, end):
    """At the top a DO block may commit; inside an exception handler's block it may not."""
    fresh(database)
    with database.connect("client") as session:
        block = "DO $$ DECLARE answer text; BEGIN CALL migrate_deploy('head', answer); END $$"
        check_failure("deploy in DO", lambda: session.run(block))
        check_equal("deploy in DO: the first stays", session.run("SELECT migrate_current()"), "a1")
        session.set_script("b2", "upgrade", MENDED)
        session.run(block)
        check_equal("deploy in DO: end", database.snapshot("client"), end)
    fresh(database)
    with database.connect("client") as session:
        block = ("DO $$ DECLARE answer text; BEGIN CALL migrate_deploy('head', answer);"
                 " EXCEPTION WHEN unique_violation THEN NULL; END $$")
        session.run(block)
        check_equal("deploy in an exception block: start", database.snapshot("client"), start)
        session.set_script("b2", "upgrade", MENDED)
        session.run(block)
        check_equal("deploy in an exception block: end", database.snapshot("client"), end)


HANDLER = """CREATE FUNCTION try_upgrade() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  message text;
  context text;
BEGIN
  INSERT INTO own_row (id, text) VALUES (1, 'before');
  BEGIN
    RETURN migrate_upgrade('head');
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, context = PG_EXCEPTION_CONTEXT;
  END;
  INSERT INTO own_row (id, text) VALUES (2, 'after');
  RETURN message || E'\\n' || context;
END $$"""


def exception_handler(database, start, end):
    fresh(database)
    with database.connect("client") as session:
        session.run(HANDLER)
        answer = session.run("SELECT try_upgrade()")
        check_equal("handler: message", answer.splitlines()[0], MESSAGE)
        check("handler: context", CONTEXT in answer, answer)
        check_equal("handler: its own rows", session.run("SELECT count(*) FROM own_row"), 2)
        session.run("DELETE FROM own_row")
        check_equal("handler: nothing is applied", session.run("SELECT migrate_current()"), None)
        check_equal("handler: no table is left",
                    session.run("SELECT to_regclass('customer') IS NULL"), True)
        # Caught and mended in one transaction.
        session.run("BEGIN")
        session.run("SELECT try_upgrade()")
        session.set_script("b2", "upgrade", MENDED)
        check_equal("handler: the next call works", session.run("SELECT migrate_upgrade()"), DONE)
        session.run("COMMIT")
        session.run("DELETE FROM own_row")
        session.run("DROP FUNCTION try_upgrade()")
    check_equal("handler: end", database.snapshot("client"), end)


def repeated_handler(database):
    """Many caught failures in one transaction leave neither locks nor settings behind."""
    fresh(database)
    with database.connect("client") as session:
        session.run("SET search_path = public, bookkeeping, pg_temp")
        locks = ("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()"
                 " AND locktype IN ('relation', 'advisory') AND mode LIKE '%Exclusive%'")
        session.run("BEGIN")
        before = session.run(locks)
        session.run("DO $$ BEGIN FOR i IN 1..200 LOOP BEGIN PERFORM migrate_upgrade('head');"
                    " EXCEPTION WHEN unique_violation THEN NULL; END; END LOOP; END $$")
        check_equal("200 failures: locks", session.run(locks), before)
        check_equal("200 failures: search_path", session.run("SHOW search_path"),
                    "public, bookkeeping, pg_temp")
        check_equal("200 failures: memory context",
                    session.run("SELECT count(*) FROM pg_backend_memory_contexts"
                                " WHERE name LIKE 'migrate%'"), 0)
        session.run("ROLLBACK")


def cursors(database, end):
    fresh(database, mended=True)
    with database.connect("client", autocommit=False) as session:
        session.run("INSERT INTO own_row (id) SELECT generate_series(1, 1000)")
        cursor = session.connection.cursor("unrelated")
        cursor.itersize = 1
        cursor.execute("SELECT id FROM own_row ORDER BY id")
        first = cursor.fetchone()
        check_equal("open cursor", session.run("SELECT migrate_upgrade()"), DONE)
        check_equal("open cursor: its rows", [first] + cursor.fetchall(),
                    [(i,) for i in range(1, 1001)])
        cursor.close()
        session.run("DELETE FROM own_row")
        session.connection.commit()
    check_equal("open cursor: end", database.snapshot("client"), end)
    with database.connect("client", autocommit=False) as session:
        cursor = session.connection.cursor("related")
        cursor.execute("SELECT id FROM customer")
        cursor.fetchone()
        check_failure("cursor on a dropped table",
                      lambda: session.run("SELECT migrate_downgrade('base')"), "55006",
                      ["being used by active queries",
                       'revision "a1" downgrade, line 1: DROP TABLE customer'])
        session.connection.rollback()
    check_equal("cursor on a dropped table: nothing changed", database.snapshot("client"), end)


def prepared_statements(database, end):
    fresh(database)
    with database.connect("client") as session:
        session.run("PREPARE up (text) AS SELECT migrate_upgrade($1)")
        session.run("PREPARE here AS SELECT migrate_current()")
        session.run("PREPARE listed AS SELECT count(*) FROM migrate_history() WHERE is_applied")
        session.run("SET plan_cache_mode = force_generic_plan")
        for _ in range(3):
            check_failure("prepared", lambda: session.run("EXECUTE up ('head')"))
            check_equal("prepared: current", session.run("EXECUTE here"), None)
            check_equal("prepared: history", session.run("EXECUTE listed"), 0)
        session.set_script("b2", "upgrade", MENDED)
        check_equal("prepared", session.run("EXECUTE up ('head')"), DONE)
        check_equal("prepared: again", session.run("EXECUTE up ('head')"),
                    NOTHING)
        check_equal("prepared: current", session.run("EXECUTE here"), "b2 (head)")
        check_equal("prepared: history", session.run("EXECUTE listed"), 2)
    check_equal("prepared: end", database.snapshot("client"), end)


def isolation_levels(database, end):
    for level in ("REPEATABLE READ", "SERIALIZABLE"):
        fresh(database, mended=True)
        with database.connect("client") as ours, database.connect("client") as theirs:
            ours.run(f"BEGIN ISOLATION LEVEL {level}")
            check_equal(f"{level}: start", ours.run("SELECT migrate_current()"), None)
            theirs.run("SELECT migrate_upgrade('a1')")
            check_equal(f"{level}: the snapshot stays", ours.run("SELECT migrate_current()"), None)
            check_failure(level, lambda: ours.run("SELECT migrate_upgrade()"), "40001",
                          ["could not serialize access due to a concurrent migration"])
            ours.run("ROLLBACK")
            ours.run(f"BEGIN ISOLATION LEVEL {level}")
            check_equal(f"{level}: retried", ours.run("SELECT migrate_upgrade()"),
                        "1 revision upgraded, at b2 (head)")
            ours.run("COMMIT")
        check_equal(f"{level}: end", database.snapshot("client"), end)


def read_only(database):
    fresh(database, mended=True)
    with database.connect("client") as session:
        session.run("BEGIN READ ONLY")
        check_equal("read only: current", session.run("SELECT migrate_current()"), None)
        check_equal("read only: plan", session.run("SELECT count(*) FROM migrate_plan()"), 2)
        check_failure("read only", lambda: session.run("SELECT migrate_upgrade()"), "25006", [])
        session.run("ROLLBACK")
    with database.connect("client") as session:
        check_equal("read only: nothing changed", session.run("SELECT migrate_current()"), None)


def deferred_foreign_key(database):
    """A violation belongs to the script that caused it, not to the end of the transaction."""
    fresh(database)
    with database.connect("client") as session:
        session.set_script("b2", "upgrade", "CREATE TABLE child (id integer PRIMARY KEY,"
                           " parent integer REFERENCES customer DEFERRABLE INITIALLY DEFERRED);\n"
                           "INSERT INTO child (id, parent) VALUES (1, 99)")
        before = database.snapshot("client")
        session.run("BEGIN")
        session.run("SAVEPOINT mine")
        check_failure("deferred", lambda: session.run("SELECT migrate_upgrade()"), "23503",
                      ["violates foreign key constraint", 'revision "b2" upgrade'])
        session.run("ROLLBACK TO mine")
        session.run("COMMIT")
    check_equal("deferred: before", database.snapshot("client"), before)


def called_for_rows(database, start, end):
    """Once for each row, or from a query that reads what the script changes."""
    fresh(database)
    with database.connect("client") as session:
        check_failure("for each row",
                      lambda: session.run("SELECT migrate_upgrade() FROM account"))
        check_equal("for each row: start", database.snapshot("client"), start)
        session.set_script("b2", "upgrade", MENDED)
        check_equal("for each row", session.run(
            "SELECT string_agg(answer, '|') FROM (SELECT migrate_upgrade() AS answer FROM account"
            " OFFSET 0) AS answers"),
            "|".join([DONE] + [NOTHING] * 2))
    check_equal("for each row: end", database.snapshot("client"), end)


def main():
    database = databases.make(sys.argv[1:], None)
    database.create("start", BUNDLE)
    start = database.snapshot("start")
    database.copy("start", "client")
    with database.connect("client") as session:
        session.set_script("b2", "upgrade", MENDED)
        session.run("SELECT migrate_upgrade()")
    end = database.snapshot("client")
    psycopg2_with_autocommit(database, start, end)
    psycopg2_in_transactions(database, start, end)
    psql_stops(database, start, end)
    psql_deploys(database, end)
    do_block(database, start, end)
    deploy_in_do_block(database, start, end)
    exception_handler(database, start, end)
    repeated_handler(database)
    cursors(database, end)
    prepared_statements(database, end)
    isolation_levels(database, end)
    read_only(database)
    called_for_rows(database, start, end)
    deferred_foreign_key(database)
    finish()


main()
