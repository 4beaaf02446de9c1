"""PostgreSQL: a deploy among other sessions. An ALTER TABLE behind a long query queues nobody for
long; who waits for a deploy does not hold up its index build; a deploy that is stopped stops its
worker, and the next one goes on.

Usage: deploy_outside.py postgres
"""

import sys

import databases
from checks import check, check_equal, finish
from databases import Failure
from pg_background import Background, failure_of, wait_until

HISTORY = """-- Revision ID: a1
-- migrate:up{mark}
{script}
-- migrate:down
"""
ALTER = "ALTER TABLE account ADD COLUMN note text;"
BUILD = "CREATE INDEX CONCURRENTLY account_2_idx ON account (name, balance);"
DONE = "1 revision upgraded, at a1 (head)"
IMPATIENT = ["SET migrate.lock_timeout = '200ms'", "SET migrate.lock_retries = 1000"]


def scene(database, script, outside=False):
    database.create("shared",
                    HISTORY.format(mark=" transaction:false" if outside else "", script=script))


def readers_go_on(database, outside):
    """While a long query keeps the table from being altered."""
    scene(database, ALTER, outside)
    name = f"behind a long query, outside {outside}"
    with database.connect("shared", autocommit=False) as long, database.connect("shared") as reader:
        long.run("SELECT count(*) FROM account")
        work = Background(database, "shared", "CALL migrate_deploy()", *IMPATIENT)
        reader.run("SET statement_timeout = '120s'")  # far above: a queue would last for ever
        tries = set()
        while len(tries) < 3:
            tries.add(reader.run(
                "SELECT min(waitstart)::text FROM pg_locks WHERE relation = 'account'::regclass"
                " AND NOT granted"))
            reader.run("SELECT count(*) FROM account")
        check(f"{name}: the deploy has not finished", work.is_alive())
        long.connection.rollback()
        work.join()
        check_equal(name, (work.result, work.failure), (DONE, None))
        work.close()


def names_who_blocks(database, call, outside):
    scene(database, ALTER, outside)
    name = f"{call}, outside {outside}: gives up"
    with database.connect("shared", autocommit=False) as long, database.connect("shared") as session:
        long.run("SET application_name = 'report'")
        long.run("SELECT count(*) FROM account")
        process = long.connection.info.backend_pid
        for setting in ["SET migrate.lock_timeout = '50ms'", "SET migrate.lock_retries = 2"]:
            session.run(setting)
        failure = failure_of(session, call)
        check_equal(f"{name}: SQLSTATE", failure and failure.sqlstate, "55P03")
        for part in ["canceling statement due to lock timeout",
                     f'Table "public.account" is locked by process {process} (user "postgres",'
                     ' application "report", idle in transaction, query began ',
                     "It was tried 3 times.", f'revision "a1" upgrade, line 1: {ALTER[:-1]}']:
            check(f"{name}: {part}", part in str(failure), failure)
        check_equal(f"{name}: nothing stays", session.run("SELECT migrate_current()"), None)
        long.connection.rollback()
        check_equal(f"{name}: works later", session.run(call), DONE)


def waiting_upgrade_gives_up(database):
    """A function that waits has a snapshot, which the build would wait for."""
    scene(database, BUILD, outside=True)
    with database.connect("shared", autocommit=False) as writer:
        writer.run("UPDATE account SET name = 'changed' WHERE id = 1")
        build = Background(database, "shared", "CALL migrate_deploy()")
        wait_until(build, "wait_event = 'virtualxid'", "backend_type = 'migrate deploy'")
        upgrade = Background(database, "shared", "SELECT migrate_upgrade()")
        wait_until(upgrade, "wait_event_type = 'Extension'")
        second = Background(database, "shared", "CALL migrate_deploy()")
        wait_until(second, "wait_event_type = 'Extension'")
        writer.connection.commit()
        for each in (build, upgrade, second):
            each.join()
    check_equal("the build ends", (build.result, build.failure), (DONE, None))
    check_equal("a waiting deploy does not disturb it", (second.result, second.failure),
                ("nothing to do, at a1 (head)", None))
    # It has got the lock where it came after the build's last look at snapshots.
    if upgrade.failure:
        check_equal("a waiting upgrade gives up", upgrade.failure.sqlstate, "55P03")
        check("a waiting upgrade says why", "A deploy of another session runs a statement that"
              " waits for this transaction." in str(upgrade.failure), upgrade.failure)
    else:
        check_equal("a waiting upgrade", upgrade.result, "nothing to do, at a1 (head)")
    for each in (build, upgrade, second):
        each.close()


def stopped(database, how, stop, sqlstate):
    """In the middle of a build that another transaction holds up."""
    scene(database, "INSERT INTO account VALUES (100, 'new', 0);\n" + BUILD, outside=True)
    with database.connect("shared", autocommit=False) as writer, \
            database.connect("shared") as observer:
        writer.run("UPDATE account SET name = 'changed' WHERE id = 1")
        work = Background(database, "shared", "CALL migrate_deploy()")
        wait_until(work, "wait_event = 'virtualxid'", "backend_type = 'migrate deploy'")
        worker = observer.run("SELECT pid FROM pg_stat_activity"
                              " WHERE backend_type = 'migrate deploy'")
        observer.run(stop.format(session=work.pid, worker=worker))
        work.join()
        if sqlstate:
            check_equal(f"{how}: SQLSTATE", work.failure and work.failure.sqlstate, sqlstate)
        check(f"{how}: fails", work.failure is not None)
        writer.connection.rollback()
        again = Background(database, "shared", "CALL migrate_deploy()")
        again.join()
        check_equal(f"{how}: the next deploy", (again.result, again.failure), (DONE, None))
        check_equal(f"{how}: the index", observer.run(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'account_2_idx'::regclass"),
            True)
        check_equal(f"{how}: once", observer.run(
            "SELECT count(*) FROM account WHERE id = 100"), 1)
        check_equal(f"{how}: no worker is left", observer.run(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), 0)
        work.close()
        again.close()


def build_waits(database):
    """However short lock_timeout is, also after a statement before it has run into it."""
    scene(database, ALTER + "\n" + BUILD, outside=True)
    with database.connect("shared", autocommit=False) as long, \
            database.connect("shared", autocommit=False) as old:
        old.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        old.run("SELECT 1")
        long.run("SELECT count(*) FROM account")
        work = Background(database, "shared", "CALL migrate_deploy()", *IMPATIENT,
                          "SET client_min_messages = notice")
        wait_until(work, "wait_event = 'relation'", "backend_type = 'migrate deploy'")
        wait_until(work, "wait_event = 'Extension'")  # between two tries, or for the next one
        long.connection.rollback()
        wait_until(work, "wait_event = 'virtualxid' AND clock_timestamp() > query_start + '0.5 s'",
                   "backend_type = 'migrate deploy'")
        old.connection.rollback()
        work.join()
        check_equal("a build that waits", (work.result, work.failure), (DONE, None))
        check_equal("a build that waits: is begun once", [
            notice for notice in work.session.connection.notices if "invalid index" in notice], [])
        work.close()


def no_worker(database):
    """When deploys, each of a database of its own, have all of max_worker_processes."""
    scene(database, "SELECT pg_advisory_xact_lock(1);", outside=True)
    holders, deploys = [], []
    with database.connect("shared") as session:
        most = int(session.run("SHOW max_worker_processes"))
    failure = None
    while not failure and len(deploys) <= most:
        name = f"shared_{len(deploys)}"
        database.copy("shared", name)
        holders.append(database.connect(name))
        holders[-1].run("SELECT pg_advisory_lock(1)")
        deploys.append(Background(database, name, "CALL migrate_deploy()"))
        wait_until(deploys[-1], "wait_event = 'advisory'",
                   f"backend_type = 'migrate deploy' AND datname = '{name}'", or_ended=True)
        failure = deploys[-1].failure
    check_equal("no worker is free", failure and (failure.sqlstate, str(failure).splitlines()),
                ("54000", ["could not start a background worker",
                           "DETAIL:  All of max_worker_processes are in use.",
                           "HINT:  Raise max_worker_processes, or try again when others have ended.",
                           'CONTEXT:  revision "a1" upgrade']))
    check("most workers could be had", len(deploys) > 1)
    for number, (deploy, holder) in enumerate(zip(deploys, holders)):
        holder.connection.close()
        deploy.join()
        if deploy.failure is None:
            check_equal(f"{number}: ends", deploy.result, DONE)
        deploy.close()
    with database.connect(deploys[-1].which) as session:
        check_equal("workers are given back", session.run("CALL migrate_deploy()"), DONE)
    for deploy in deploys:
        database.drop(deploy.which)


def main():
    database = databases.make(sys.argv[1:], None)
    for outside in (False, True):
        readers_go_on(database, outside)
        names_who_blocks(database, "CALL migrate_deploy()", outside)
    names_who_blocks(database, "SELECT migrate_upgrade()", False)
    waiting_upgrade_gives_up(database)
    for how, stop, sqlstate in [
            ("cancel of the session", "SELECT pg_cancel_backend({session})", "57014"),
            ("cancel of the worker", "SELECT pg_cancel_backend({worker})", "57014"),
            ("end of the session", "SELECT pg_terminate_backend({session})", None),
            ("end of the worker", "SELECT pg_terminate_backend({worker})", "57P01")]:
        stopped(database, how, stop, sqlstate)
    build_waits(database)
    no_worker(database)
    finish()


main()
