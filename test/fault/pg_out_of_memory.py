"""PostgreSQL: an upgrade runs out of memory at ever other places, and nothing has changed.

The server's processes may have only so much address space. A session first fills it up, then tries
the upgrade, gives a little back, and tries again until it gets through; below that PostgreSQL's
allocator fails at some times and C++'s at others. Always the SQLSTATE is 53200 and the session goes
on.

Starts a private cluster of its own, for the limit. Usage: pg_out_of_memory.py postgres
"""

import os
import resource
import subprocess
import sys

import databases
from checks import check, check_equal, finish
from databases import Failure

LIMIT = 400 << 20  # bytes of address space for each process of the server
PIECES = [8 << 20, 1 << 20, 128 << 10, 16 << 10]  # bytes; what is left is about three of the last

TABLE = """-- Revision ID: a1
-- Revises:

-- migrate:up
CREATE TABLE customer (id integer PRIMARY KEY, name varchar(50));
-- migrate:down
DROP TABLE customer;

-- Revision ID: b2
-- Revises: a1

-- migrate:up
"""
STATEMENTS = ("INSERT INTO customer (id, name) VALUES (1, 'Ada');\n"
              f"-- {'a long comment ' * 200_000}\n"
              "SELECT array_agg(g) FROM generate_series(1, 500000) AS g;\n")
DONE = "2 revisions upgraded, at b2 (head)"


def run_in_limited_cluster():
    cluster = os.path.join(os.path.dirname(__file__), "..", "support", "pg_cluster.sh")
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    done = subprocess.run(
        [cluster, sys.executable, __file__, *sys.argv[1:]],
        env=os.environ | {"MIGRATE_LIMITED": "1", "PG_CLUSTER_OPTIONS": "-c shared_buffers=16MB"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMIT, hard)))
    sys.exit(done.returncode)


class Ballast:
    """Settings of a session, which the server keeps by malloc, outside of its memory contexts."""

    def __init__(self, session):
        self.session = session
        self.names = []
        for size in PIECES:
            while self.add(size):
                pass

    def add(self, size):
        name = f"ballast.piece_{len(self.names)}"
        try:
            self.session.run("SELECT count(set_config(%s, repeat('x', %s), false))", name, size)
        except Failure as failure:
            assert failure.sqlstate == "53200", failure
            return False
        self.names.append(name)
        return True

    def drop_last(self):
        """Result: whether there was one."""
        if self.names:
            run_with_little_memory(self.session, f"SET {self.names.pop()} = ''")
        return bool(self.names)


def run_with_little_memory(session, sql):
    """Result: the error, None where there was none."""
    try:
        session.run(sql)
        return None
    except Failure as failure:
        check_equal(f"{sql}: {failure}", failure.sqlstate, "53200")
        return failure


def try_upgrade(session):
    """Result: where it ran out of memory, None where it did not."""
    if run_with_little_memory(session, "BEGIN"):
        return "BEGIN"
    failure = run_with_little_memory(session, "SELECT migrate_upgrade()")
    session.run("ROLLBACK")
    return failure and str(failure)


def checkpointer(database):
    """A process that a crash of any backend replaces."""
    with database.connect("postgres") as session:
        return session.run("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")


def main():
    if "MIGRATE_LIMITED" not in os.environ:
        run_in_limited_cluster()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    database = databases.make(sys.argv[1:], None)
    database.create("stopped", TABLE + STATEMENTS)
    start, server = database.snapshot("stopped"), checkpointer(database)
    with database.connect("stopped") as session:
        session.run("SELECT migrate_current()")  # loads the library
        ballast = Ballast(session)
        print(f"{len(ballast.names)} pieces of ballast")
        places = []
        while place := try_upgrade(session):
            places.append(place)
            if not check("there is ballast left to drop", ballast.drop_last()):
                break
        while ballast.drop_last():
            pass
        print(f"ran out of memory {len(places)} times:")
        for place in sorted(set(places)):
            print(f"  {places.count(place)} {place}".replace("\n", "\n    "))
        check("in a statement of the script", any("upgrade, line 3" in place for place in places))
        check("in PostgreSQL's allocator", any("DETAIL" in place for place in places))
        check("in C++'s", any("DETAIL" not in place for place in places))
        check_equal("start", database.snapshot("stopped"), start)
        check_equal("the session goes on", session.run("SELECT migrate_upgrade()"), DONE)
    check_equal("the server has not crashed", checkpointer(database), server)
    finish()


main()
