"""PostgreSQL: whatever stops a backend in the middle of an upgrade, nothing has changed.

statement_timeout, pg_cancel_backend, pg_terminate_backend, lock_timeout behind another migration and
behind an idle reader, and memory that runs out: the SQLSTATE is PostgreSQL's own, the context names
the revision, the session goes on, and the same call works when the obstacle is gone.

Usage: pg_interrupts.py postgres
"""

import sys

import databases
from checks import check, check_equal, finish
from databases import Failure
from pg_background import Background, wait_until

FIRST = """-- Revision ID: a1
-- Revises:

-- migrate:up
CREATE TABLE customer (id integer PRIMARY KEY, name varchar(50));
INSERT INTO customer (id, name) VALUES (1, 'Ada');
-- migrate:down
DROP TABLE customer;
"""
SECOND = """
-- Revision ID: b2
-- Revises: a1

-- migrate:up
UPDATE account SET balance = balance + 1;
{}
-- migrate:down
UPDATE account SET balance = balance - 1;
"""
SLEEP = "SELECT pg_sleep(3600);"
MENDED = "UPDATE account SET balance = balance + 1;\nSELECT 1;"
LOCK_ACCOUNT = "ALTER TABLE account ADD COLUMN note text;"
DONE = "2 revisions upgraded, at b2 (head)"


class Scene:
    """A fresh database in which the second revision holds the given statement."""

    def __init__(self, database, name, obstacle, deploy=False):
        self.database, self.name, self.deploy = database, name, deploy
        database.create("stopped", FIRST + SECOND.format(obstacle))
        self.start = database.snapshot("stopped")
        self.call = "CALL migrate_deploy()" if deploy else "SELECT migrate_upgrade()"
        self.observer = database.connect("stopped")

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.observer.connection.close()

    def check_stopped(self, session, failure, sqlstate, *parts):
        """`session`: None where it is gone."""
        if check(f"{self.name}: fails", failure is not None):
            check_equal(f"{self.name}: SQLSTATE", failure.sqlstate, sqlstate)
            for part in parts:
                check(f"{self.name}: {part}", part in str(failure), failure)
        if session:
            session.run("RESET ALL")
            check_equal(f"{self.name}: the session goes on", session.run("SELECT 1"), 1)
            check_equal(f"{self.name}: settings", session.run("SHOW search_path"),
                        "public, bookkeeping")
            check_equal(f"{self.name}: activity", session.run(
                "SELECT query LIKE 'SELECT query LIKE%' FROM pg_stat_activity"
                " WHERE pid = pg_backend_pid()"), True)
        check_equal(f"{self.name}: current", self.observer.run("SELECT migrate_current()"),
                    "a1" if self.deploy else None)
        if not self.deploy:
            check_equal(f"{self.name}: start", self.database.snapshot("stopped"), self.start)
        check_equal(f"{self.name}: no lock is left", self.observer.run(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), 0)

    def check_works(self, session=None):
        session = session or self.observer
        session.set_script("b2", "upgrade", MENDED)
        check_equal(f"{self.name}: works afterwards", session.run(self.call),
                    "1 revision upgraded, at b2 (head)" if self.deploy else DONE)
        check_equal(f"{self.name}: rows", session.run("SELECT sum(balance) FROM account"), 63)

    def failure_of(self, session, sql=None):
        try:
            session.run(sql or self.call)
            return None
        except Failure as failure:
            return failure


CONTEXT = 'revision "b2" upgrade, line 2: '


def statement_timeout(database, deploy):
    with Scene(database, f"statement_timeout, deploy {deploy}", SLEEP, deploy) as scene:
        with database.connect("stopped") as session:
            session.run("SET statement_timeout = '300ms'")
            failure = scene.failure_of(session)
            scene.check_stopped(session, failure, "57014", "due to statement timeout",
                                CONTEXT + SLEEP[:-1])
            scene.check_works(session)


def timeout_between_statements(database):
    """In a script of very many statements, each of which is far below the limit."""
    with Scene(database, "timeout between statements", "SELECT 1;\n" * 200_000) as scene:
        with database.connect("stopped") as session:
            session.run("SET statement_timeout = '100ms'")
            scene.check_stopped(session, scene.failure_of(session), "57014",
                                "due to statement timeout", 'revision "b2" upgrade')
            scene.check_works(session)


def cancel(database, deploy):
    with Scene(database, f"pg_cancel_backend, deploy {deploy}", SLEEP, deploy) as scene:
        work = Background(database, "stopped", scene.call)
        wait_until(work, "wait_event = 'PgSleep'")
        scene.observer.run(f"SELECT pg_cancel_backend({work.pid})")
        work.join()
        scene.check_stopped(work.session, work.failure, "57014", "due to user request",
                            CONTEXT + SLEEP[:-1])
        scene.check_works(work.session)
        work.session.connection.close()


def cancel_in_handler(database):
    """PL/pgSQL's OTHERS does not catch a cancel, so the caller's transaction fails with it."""
    with Scene(database, "cancel in a handler", SLEEP) as scene:
        work = Background(database, "stopped", "DO $$ BEGIN PERFORM migrate_upgrade(); EXCEPTION"
                                    " WHEN OTHERS THEN NULL; END $$")
        wait_until(work, "wait_event = 'PgSleep'")
        scene.observer.run(f"SELECT pg_cancel_backend({work.pid})")
        work.join()
        scene.check_stopped(work.session, work.failure, "57014", CONTEXT + SLEEP[:-1])
        scene.check_works(work.session)
        work.session.connection.close()


def terminate(database, deploy):
    with Scene(database, f"pg_terminate_backend, deploy {deploy}", SLEEP, deploy) as scene:
        server = checkpointer(scene.observer)
        work = Background(database, "stopped", scene.call)
        wait_until(work, "wait_event = 'PgSleep'")
        scene.observer.run(f"SELECT pg_terminate_backend({work.pid}, 60000)")
        work.join()
        # libpq may find the connection closed before it has read why.
        sqlstate = work.failure and work.failure.sqlstate
        scene.check_stopped(None, work.failure, sqlstate and "57P01")
        check(f"{scene.name}: the connection is gone", work.session.connection.closed)
        check_equal(f"{scene.name}: the server has not crashed", checkpointer(scene.observer),
                    server)
        scene.check_works()


def checkpointer(session):
    """A process that a crash of any backend replaces."""
    return session.run("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")


def behind_another_migration(database):
    """The second session waits for the first, and is stopped; the first is not disturbed."""
    for how, settings, sqlstate, message in [
            ("lock_timeout", ["SET lock_timeout = '200ms'"], "55P03", "could not lock migrations"),
            ("statement_timeout", ["SET statement_timeout = '200ms'"], "57014",
             "due to statement timeout"),
            ("cancel", [], "57014", "due to user request")]:
        with Scene(database, f"{how} behind another migration", "SELECT 1;") as scene, \
                database.connect("stopped") as first:
            first.run("BEGIN")
            check_equal(f"{scene.name}: first", first.run(scene.call), DONE)
            work = Background(database, "stopped", scene.call, *settings)
            if how == "cancel":
                wait_until(work, "wait_event = 'advisory'")
                scene.observer.run(f"SELECT pg_cancel_backend({work.pid})")
            work.join()
            check_equal(f"{scene.name}: SQLSTATE", work.failure and work.failure.sqlstate, sqlstate)
            check(f"{scene.name}: {message}", message in str(work.failure), work.failure)
            first.run("COMMIT")
            work.session.run("RESET ALL")
            check_equal(f"{scene.name}: the session goes on", work.session.run(scene.call),
                        "nothing to do, at b2 (head)")
            work.session.connection.close()


def first_rolls_back(database):
    """Who has waited applies what the first has rolled back."""
    with Scene(database, "the first rolls back", "SELECT 1;") as scene, \
            database.connect("stopped") as first:
        first.run("BEGIN")
        first.run(scene.call)
        work = Background(database, "stopped", scene.call)
        wait_until(work, "wait_event = 'advisory'")
        first.run("ROLLBACK")
        work.join()
        check_equal(f"{scene.name}: the second applies", work.result, DONE)
        work.session.connection.close()


def idle_reader(database):
    """A session that is idle in a transaction holds a table which the script alters."""
    for how, sqlstate, message in [("cancel", "57014", "due to user request"),
                                   ("lock_timeout", "55P03", "due to lock timeout")]:
        with Scene(database, f"idle reader, {how}", LOCK_ACCOUNT) as scene, \
                database.connect("stopped", autocommit=False) as reader:
            reader.run("SELECT count(*) FROM account")
            settings = ["SET lock_timeout = '200ms'"] if how == "lock_timeout" else []
            work = Background(database, "stopped", scene.call, *settings)
            if how == "cancel":
                wait_until(work, "wait_event = 'relation'")
                check_equal(f"{scene.name}: readers of migrate go on",
                            scene.observer.run("SELECT migrate_current()"), None)
                check(f"{scene.name}: pg_stat_activity shows the step", scene.observer.run(
                    f"SELECT query LIKE 'migrate: upgrade a1 -> b2%' FROM pg_stat_activity"
                    f" WHERE pid = {work.pid}"))
                scene.observer.run(f"SELECT pg_cancel_backend({work.pid})")
            work.join()
            reader.connection.rollback()
            scene.check_stopped(work.session, work.failure, sqlstate, message,
                                CONTEXT + LOCK_ACCOUNT[:-1])
            scene.check_works(work.session)
            work.session.connection.close()


def too_much_memory(database):
    """A statement that asks for more than PostgreSQL gives: its own error, as outside of migrate."""
    for statement in ["SELECT repeat('x', 1000000000) || repeat('y', 1000000000)",
                      "SELECT string_agg(repeat('x', 1000000), '') FROM generate_series(1, 1100)",
                      "SELECT array_fill(0, ARRAY[1000000000])"]:
        with Scene(database, f"memory, {statement}", statement + ";") as scene, \
                database.connect("stopped") as session:
            alone = scene.failure_of(session, statement)
            failure = scene.failure_of(session)
            scene.check_stopped(session, failure, alone.sqlstate, str(alone).splitlines()[0],
                                CONTEXT)
            scene.check_works(session)


def main():
    database = databases.make(sys.argv[1:], None)
    for deploy in (False, True):
        statement_timeout(database, deploy)
        cancel(database, deploy)
        terminate(database, deploy)
    timeout_between_statements(database)
    cancel_in_handler(database)
    behind_another_migration(database)
    first_rolls_back(database)
    idle_reader(database)
    too_much_memory(database)
    finish()


main()
