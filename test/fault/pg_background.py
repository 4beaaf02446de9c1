"""Statements in sessions of their own, and waiting until the server shows what they do."""

import threading
import time

from databases import Failure


class Background(threading.Thread):
    """A statement in a session of its own."""

    def __init__(self, database, which, sql, *settings):
        super().__init__()
        self.database, self.which = database, which
        self.session = database.connect(which)
        for setting in settings:
            self.session.run(setting)
        self.pid = self.session.run("SELECT pg_backend_pid()")
        self.sql = sql
        self.result = self.failure = None
        self.start()

    def run(self):
        try:
            self.result = self.session.run(self.sql)
        except Failure as failure:
            self.failure = failure

    def close(self):
        self.session.connection.close()


def wait_until(work, condition, which=None, or_ended=False):
    """Until pg_stat_activity shows `condition` for the session of `work`, or for `which`; with
    `or_ended` also until `work` has ended."""
    deadline = time.monotonic() + 120
    with work.database.connect(work.which) as observer:
        while not observer.run(f"SELECT bool_or({condition}) FROM pg_stat_activity"
                               f" WHERE {which or f'pid = {work.pid}'}"):
            if or_ended and not work.is_alive():
                return
            if time.monotonic() > deadline or not work.is_alive():
                raise AssertionError(f"never {condition}: {work.result} {work.failure}")


def failure_of(session, sql):
    try:
        session.run(sql)
        return None
    except Failure as failure:
        return failure
