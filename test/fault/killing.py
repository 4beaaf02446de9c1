"""Kills a process at a random moment of an upgrade and looks at what it has left."""

import multiprocessing
import os
import select
import signal
import time

import databases
from checks import check, check_equal
from databases import Failure


class Upgrader:
    """A process of its own that calls migrate_upgrade, or migrate_deploy, when told to."""

    def __init__(self, connect, setup, verb):
        self.was_killed = False
        self.pipe, child_pipe = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("fork").Process(
            target=self.work, args=(connect, setup, verb, child_pipe))
        self.process.start()
        child_pipe.close()
        self.pid = self.pipe.recv()

    @staticmethod
    def work(connect, setup, verb, pipe):
        session = connect()
        for statement in setup:
            session.run(statement)
        backend = (os.getpid() if isinstance(session, databases.SqliteSession)
                   else session.run("SELECT pg_backend_pid()"))
        pipe.send(backend)
        pipe.recv()
        try:
            result = session.deploy() if verb == "deploy" else session.run("SELECT migrate_upgrade()")
        except Failure as failure:
            result = f"error: {failure}"
        pipe.send(result)
        pipe.recv()  # stays connected until told, so that a kill never meets a finished process
        os._exit(0)

    def start(self):
        self.pipe.send("go")

    def finish(self, seconds=None):
        """Kills the process after `seconds`, or lets it finish. Result: whether the call returned
        to its caller without an error."""
        if seconds is not None and not select.select([self.pipe], [], [], seconds)[0]:
            os.kill(self.pid, signal.SIGKILL)
            self.was_killed = True
        try:
            result = self.pipe.recv()
            self.pipe.send("bye")
        except (EOFError, ConnectionError):
            result = None
        self.process.join()
        self.pipe.close()
        if result and result.startswith("error") and not self.was_killed:
            raise AssertionError(result)
        return result is not None and not result.startswith("error")


def upgrade_seconds(database, setup, verb):
    """How long an undisturbed upgrade takes, and the end that it leaves."""
    database.copy("start", "killed")
    prepare(database, setup)
    upgrader = Upgrader(lambda: database.connect("killed"), setup, verb)
    begin = time.monotonic()
    upgrader.start()
    upgrader.finish()
    return time.monotonic() - begin, database.snapshot("killed")


def prepare(database, setup):
    """A file's journal mode is the file's: it is set before the process that is killed starts."""
    if database.name == "sqlite":
        with database.connect("killed") as session:
            for statement in setup:
                session.run(statement)


class Server:
    """Knows when PostgreSQL has noticed a killed backend and has recovered."""

    def __init__(self, database):
        self.database = database
        self.before = self.checkpointer()

    def checkpointer(self):
        """All processes but the postmaster are others after a crash."""
        if self.database.name == "sqlite":
            return None
        with self.database.connect("postgres") as session:
            return session.run(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")

    def recover(self):
        deadline = time.monotonic() + 120
        while self.database.name != "sqlite":
            try:
                if self.checkpointer() not in (self.before, None):
                    return
            except Exception:  # refused while it recovers, with errors of several kinds
                pass
            if time.monotonic() > deadline:
                raise AssertionError("the server does not come back")
            select.select([], [], [], 0.01)


def kill_once(database, setup, verb, seconds):
    """Result: whether the verb said that it had succeeded."""
    database.copy("start", "killed")
    prepare(database, setup)
    server = Server(database)
    upgrader = Upgrader(lambda: database.connect("killed"), setup, verb)
    upgrader.start()
    reported = upgrader.finish(seconds)
    if upgrader.was_killed:
        server.recover()
    return reported


def test_upgrade(database, rng, name, setup, rounds, start):
    commit_at, end = upgrade_seconds(database, setup, "upgrade")
    outcomes = {"start": 0, "end": 0}
    traces = 0
    for number in range(rounds):
        # Every other kill is aimed at the commit, whose moment the outcomes tell ever better.
        aimed = number % 2 == 0
        seconds = commit_at * (rng.uniform(0.9, 1.1) if aimed else rng.random())
        reported = kill_once(database, setup, "upgrade", seconds)
        traces += left_traces(database)
        state = database.snapshot("killed")
        outcome = "start" if state == start else "end" if state == end else "between"
        if not check(f"{name}, round {number}, killed after {seconds:.4f} s: start or end",
                     outcome != "between"):
            check_equal("difference to the start", state, start)
            check_equal("difference to the end", state, end)
            continue
        outcomes[outcome] += 1
        if aimed:
            commit_at *= 1.1 if outcome == "start" else 0.93
        if reported:
            check_equal(f"{name}, round {number}: what was reported has happened", outcome, "end")
    print(f"{name}: {outcomes}, {commit_at * 1000:.0f} ms, unfinished files: {traces}", flush=True)
    check(f"{name}: both outcomes occur", all(outcomes.values()), outcomes)
    test_next_upgrade(database, name, end)


def left_traces(database):
    """Whether the next one to open the file has something to roll back or to pick up."""
    if database.name != "sqlite":
        return 0
    return any(os.path.exists(database.path("killed") + suffix)
               and os.path.getsize(database.path("killed") + suffix) > 0
               for suffix in ("-journal", "-wal"))


def test_next_upgrade(database, name, end):
    """Whatever the last round has left, the next call finishes it without any clearing up."""
    with database.connect("killed") as session:
        session.run("SELECT migrate_upgrade()")
    check_equal(f"{name}: the next upgrade", database.snapshot("killed"), end)
