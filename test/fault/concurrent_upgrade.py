"""One at a time: 16 sessions that call migrate_upgrade('head') at once, 50 times.

Each revision is applied once, one session says so, the others find nothing to do, none has an
error. Two readers that call migrate_current() all the while see nothing or the head. PostgreSQL: a
reader would fail where it had to wait for any lock. SQLite: with Python's default timeout and
without one, in both journal modes; in WAL mode a reader never waits, with a rollback journal it waits
inside migrate_current() while the writer writes to the file. The sessions are processes of their own.

Usage: concurrent_upgrade.py [--seed N] [--rounds N] sqlite MODULE | postgres
"""

import multiprocessing
import sys
import tempfile

import databases
from checks import check, check_equal, finish, take_seed
from databases import Failure
from generator import Series

SESSIONS = 16
READERS = 2
CALLS_BEFORE = 20  # of migrate_current() by each reader before the upgrades start

# SQLite: journal mode and options of sqlite3.connect.
MODES = {"WAL, default timeout": ("wal", {}), "WAL, no timeout": ("wal", {"timeout": 0}),
         "rollback journal, default timeout": ("delete", {}),
         "rollback journal, no timeout": ("delete", {"timeout": 0})}


def upgrader(pipe, database, barrier):
    """Calls migrate_upgrade once for each message, all sessions at the same time."""
    for options in iter(pipe.recv, None):
        try:
            session = database.connect("crowd", **options)
            barrier.wait()
            result = session.run("SELECT migrate_upgrade('head')")
            session.connection.close()
        except Failure as failure:
            result = f"error: {failure}"
        pipe.send(result)


def reader(pipe, database, barrier, stop):
    """Sends what migrate_current() returned while the others worked: values in the order of their
    first appearance, and how often it was called."""
    for options in iter(pipe.recv, None):
        seen, calls = [], 0
        try:
            session = database.connect("crowd", **options)
            if database.name == "postgres":
                session.run("SET lock_timeout = '1ms'")
            while True:
                last = stop.is_set()  # one more call after the end, which must see the end
                value = session.run("SELECT migrate_current()")
                calls += 1
                if not seen or seen[-1] != value:
                    seen.append(value)
                if calls == CALLS_BEFORE:
                    barrier.wait()
                if last and calls > CALLS_BEFORE:
                    break
            session.connection.close()
        except Failure as failure:
            seen.append(f"error: {failure}")
            if calls < CALLS_BEFORE:
                barrier.wait()
        pipe.send((seen, calls))


class Crowd:
    def __init__(self, database):
        context = multiprocessing.get_context("fork")
        self.stop = context.Event()
        barrier = context.Barrier(SESSIONS + READERS)
        self.upgraders = [self.start(context, upgrader, database, barrier)
                          for _ in range(SESSIONS)]
        self.readers = [self.start(context, reader, database, barrier, self.stop)
                        for _ in range(READERS)]

    def start(self, context, target, *arguments):
        ours, theirs = context.Pipe()
        context.Process(target=target, args=(theirs, *arguments), daemon=True).start()
        return ours

    def run(self, options):
        self.stop.clear()
        for pipe in self.upgraders + self.readers:
            pipe.send(options)
        results = [pipe.recv() for pipe in self.upgraders]
        self.stop.set()
        return results, [pipe.recv() for pipe in self.readers]

    def close(self):
        for pipe in self.upgraders + self.readers:
            pipe.send(None)


def round_of(database, crowd, name, options, series, end):
    database.copy("start", "crowd")
    if name in MODES:
        with database.connect("crowd") as session:
            session.run(f"PRAGMA journal_mode = {MODES[name][0]}")
    results, readers = crowd.run(options)
    head = f"{series.head} (head)"
    check_equal(f"{name}: answers", sorted(results),
                sorted([f"{len(series.revisions)} revisions upgraded, at {head}"]
                       + [f"nothing to do, at {head}"] * (SESSIONS - 1)))
    for seen, _ in readers:
        check_equal(f"{name}: what a reader saw", seen, [None, head])
    # The log is part of it: each revision once.
    check_equal(f"{name}: end", database.snapshot("crowd"), end)
    return sum(calls for _, calls in readers)


def reads_while_uncommitted(database, name, series, options):
    """While an upgrade is done but not committed, every reading function of another session answers
    from before it, without waiting: PostgreSQL would run into lock_timeout, and in SQLite the
    writer, which is this very thread, could never finish."""
    database.copy("start", "crowd")
    if name in MODES:
        with database.connect("crowd") as session:
            session.run(f"PRAGMA journal_mode = {MODES[name][0]}")
    with database.connect("crowd") as writer, database.connect("crowd", **options) as other:
        if database.name == "postgres":
            other.run("SET lock_timeout = '1ms'")
        else:
            writer.run("PRAGMA cache_spill = off")  # a full cache takes the exclusive lock early
        writer.run("BEGIN")
        writer.run("SELECT migrate_upgrade('head')")
        count = len(series.revisions)
        for sql, expected in [
                ("SELECT migrate_current()", None),
                ("SELECT count(*) FROM migrate_history() WHERE is_applied", 0),
                ("SELECT count(*) FROM migrate_heads() WHERE is_applied", 0),
                ("SELECT count(*) FROM migrate_plan('head')", count),
                ("SELECT length(migrate_show('head')) > 0", 1),
                ("SELECT length(migrate_upgrade_sql('head')) > 0", 1)]:
            check_equal(f"{name}, uncommitted upgrade: {sql}", other.run(sql), expected)
        writer.run("COMMIT")
        check_equal(f"{name}, after the commit", other.run("SELECT migrate_current()"),
                    f"{series.head} (head)")


def main():
    rng = take_seed()
    rounds = 50
    if "--rounds" in sys.argv:
        position = sys.argv.index("--rounds")
        rounds = int(sys.argv[position + 1])
        del sys.argv[position:position + 2]
    with tempfile.TemporaryDirectory() as folder:
        database = databases.make(sys.argv[1:], folder)
        series = Series(rng)
        database.create("start", series.bundle())
        database.copy("start", "upgraded")
        with database.connect("upgraded") as session:
            session.run("SELECT migrate_upgrade('head')")
        end = database.snapshot("upgraded")
        modes = MODES if database.name == "sqlite" else {"PostgreSQL": (None, {})}
        crowd = Crowd(database)
        for name, (_, options) in modes.items():
            reads_while_uncommitted(database, name, series, options)
            share = rounds if len(modes) == 1 else -(-rounds // 2)
            calls = sum(round_of(database, crowd, name, options, series, end)
                        for _ in range(share))
            print(f"{name}: {share} rounds, {calls} calls of migrate_current()", flush=True)
        crowd.close()
    finish()


main()
