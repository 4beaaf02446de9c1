"""PostgreSQL: a comparison is stopped at ever later moments, and nothing but its error is left.

statement_timeout grows until the call gets through. Each time the session is the same ordinary role
again, in the same transaction, with the same settings; the catalogs are as before and the next call
works.

Usage: pg_scratch_stopped.py postgres
"""

import sys

import databases
from checks import check, check_equal, finish
from databases import Failure

TEXT = """
CREATE EXTENSION citext;
CREATE SCHEMA tools;
CREATE TABLE customer (id integer PRIMARY KEY, name citext, extra tools.hstore);
CREATE VIEW customers AS SELECT name FROM customer;
DROP SCHEMA tools CASCADE;
CREATE SCHEMA tools;
CREATE TABLE tools.customer (id integer PRIMARY KEY, extra tools.hstore);
"""
CALL = "SELECT migrate_diff_sql(%s, %s)"
CATALOGS = """
SELECT string_agg(md5(query_to_xml(
    format('SELECT t.* FROM %s t ORDER BY t::text', oid::regclass), false, false, '')::text), ' '
    ORDER BY relname)
FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relname IN ('pg_namespace',
    'pg_proc', 'pg_type', 'pg_depend', 'pg_extension', 'pg_event_trigger', 'pg_cast', 'pg_opclass',
    'pg_description', 'pg_init_privs', 'pg_default_acl', 'pg_publication')"""


def make(database):
    database.create("stopped")
    with database.connect("stopped") as session:
        for sql in ("DROP ROLE IF EXISTS regress_stopped", "CREATE ROLE regress_stopped",
                    "GRANT CREATE ON DATABASE stopped TO regress_stopped",
                    "GRANT USAGE ON SCHEMA bookkeeping TO regress_stopped",
                    "GRANT SELECT ON bookkeeping.migrate_settings TO regress_stopped",
                    "CREATE EXTENSION citext", "CREATE SCHEMA tools",
                    "GRANT USAGE ON SCHEMA tools TO PUBLIC",
                    "CREATE EXTENSION hstore SCHEMA tools",
                    "CREATE TABLE customer (name citext, extra tools.hstore)",
                    "GRANT SELECT ON customer TO regress_stopped"):
            session.run(sql)


def state(session):
    return [session.run(f"SELECT {what}") for what in (
        "current_user::text", "current_schemas(true)::text", "current_setting('search_path')",
        "current_setting('enable_seqscan')", "count(*) FROM customer WHERE name = 'Ann'")]


def stop_after(session, milliseconds):
    """Result: whether the call was stopped."""
    session.run("SAVEPOINT before")
    session.run(f"SET LOCAL statement_timeout = {milliseconds}")
    try:
        session.run(CALL, "", TEXT)
    except Failure as failure:
        check_equal(f"{milliseconds} ms: SQLSTATE", failure.sqlstate, "57014")
        session.run("ROLLBACK TO before")
        return True
    session.run("ROLLBACK TO before")
    return False


def main():
    database = databases.make(sys.argv[1:], None)
    make(database)
    with database.connect("stopped", autocommit=False) as session, \
            database.connect("stopped") as observer:
        start = observer.run(CATALOGS)
        session.run("SET ROLE regress_stopped")
        session.run("SET search_path = public, bookkeeping")
        before, script = state(session), session.run(CALL, "", TEXT)
        milliseconds, stopped = 1, 0
        while stop_after(session, milliseconds):
            check_equal(f"{milliseconds} ms: state", state(session), before)
            milliseconds += 1 + milliseconds // 8
            stopped += 1
        check("it was stopped", stopped > 0)
        check_equal("works afterwards", session.run(CALL, "", TEXT), script)
        check_equal("catalogs in the transaction", session.run(CATALOGS), start)
        session.run("COMMIT")
        check_equal("catalogs", observer.run(CATALOGS), start)
        observer.run("DROP OWNED BY regress_stopped")
        observer.run("DROP ROLE regress_stopped")
    print(f"stopped {stopped} times, up to {milliseconds} ms")
    finish()


main()
