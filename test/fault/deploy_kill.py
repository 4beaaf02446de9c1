"""PostgreSQL: a deploy with scripts outside of transactions, killed at random moments.

SIGKILL of the session, of its background worker and of the postmaster. The next deploy finishes,
without any clearing up: every statement has had its effect once, no index is invalid, the schema is
recorded, nothing is left of the deploy that was killed.

Usage: deploy_kill.py [--seed N] [--rounds N] [--victim session|worker|postmaster] postgres
    4 rounds for each of the three
"""

import os
import pwd
import signal
import subprocess
import sys
import time

import databases
from checks import check, check_equal, finish, take_seed
from killing import Server

ROWS = 20000
BUNDLE = """-- Revision ID: a1
-- migrate:up
CREATE TABLE trace (step text);
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE event (day integer) PARTITION BY RANGE (day);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (2);
INSERT INTO trace VALUES ('a1');
-- migrate:down

-- Revision ID: b2
-- Revises: a1
-- migrate:up transaction:false
SET work_mem = '1MB';
INSERT INTO trace VALUES ('b2.1');
CREATE INDEX CONCURRENTLY big_a_idx ON big (a);
INSERT INTO trace VALUES ('b2.2 ' || current_setting('work_mem'));
CREATE INDEX CONCURRENTLY ON big (b);
DROP INDEX CONCURRENTLY big_a_idx;
ALTER TYPE mood ADD VALUE 'happy';
CREATE TABLE feeling (mood mood DEFAULT 'happy');
INSERT INTO trace VALUES ('b2.3');
-- migrate:down

-- Revision ID: c3
-- Revises: b2
-- migrate:up
INSERT INTO trace VALUES ('c3');
ALTER TABLE big ADD COLUMN c integer;
-- migrate:down

-- Revision ID: d4
-- Revises: c3
-- migrate:up transaction:false
REINDEX TABLE CONCURRENTLY big;
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS big_id_b_key ON big (id, b);
ALTER TABLE event DETACH PARTITION event_1 CONCURRENTLY;
VACUUM big;
INSERT INTO trace VALUES ('d4.1');
-- migrate:down
"""
TRACE = "a1, b2.1, b2.2 1MB, b2.3, c3, d4.1"


def deploy():
    """A client that deploys, as a process."""
    environment = os.environ | {"PGAPPNAME": "deployer"}
    return subprocess.Popen(["psql", "-X", "-q", "-A", "-t", "-d", "killed", "-c",
                             "CALL migrate_deploy()"], env=environment, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def create(database):
    database.create("start", BUNDLE)
    with database.connect("start") as session:
        session.run("CREATE TABLE big (id integer PRIMARY KEY, a integer, b text)")
        session.run(f"INSERT INTO big SELECT i, i % 7, md5(i::text) FROM generate_series(1, {ROWS}) i")


def end_of(database):
    """What a deploy leaves, without what depends on how often it was tried."""
    with database.connect("killed") as session:
        return {
            "current": session.run("SELECT migrate_current()"),
            "trace": session.run("SELECT string_agg(step, ', ' ORDER BY step) FROM trace"),
            "indexes": session.run(
                "SELECT string_agg(format('%s %s', indexrelid::regclass, indisvalid), ', '"
                " ORDER BY indexrelid::regclass::text) FROM pg_index i JOIN pg_class c"
                " ON c.oid = indexrelid WHERE NOT indisvalid OR indrelid = 'big'::regclass"),
            "partitions": session.run("SELECT count(*) FROM pg_inherits"),
            "progress": session.run("SELECT count(*) FROM migrate_progress"),
            "record": session.run("SELECT version_rows || ' ' || hash FROM migrate_schema"),
            "log": session.run("SELECT string_agg(revision, ', ' ORDER BY revision)"
                               " FROM migrate_log WHERE operation = 'upgrade'"),
        }


def process_of(session, condition):
    return session.run("SELECT pid FROM pg_stat_activity WHERE datname = 'killed' AND "
                       f"application_name = 'deployer' AND {condition}")


SESSION = "backend_type = 'client backend'"
WORKER = "backend_type = 'migrate deploy'"


class Postmaster:
    """The server of the private cluster, which is started anew when it was killed."""

    def __init__(self):
        self.data = os.path.join(os.environ["PGHOST"], "data")
        bindir = subprocess.run([os.environ.get("PG_CONFIG", "pg_config"), "--bindir"], text=True,
                                capture_output=True, check=True).stdout.strip()
        self.pg_ctl = os.path.join(bindir, "pg_ctl")

    def process(self):
        with open(os.path.join(self.data, "postmaster.pid"), encoding="ascii") as file:
            return int(file.readline())

    def start(self):
        """Repeats until the processes of the killed one have left its shared memory."""
        owner = pwd.getpwuid(os.stat(self.data).st_uid)
        command = [self.pg_ctl, "-D", self.data, "-l", os.path.join(os.environ["PGHOST"],
                                                                   "server.log"), "-w", "start"]
        if os.getuid() != owner.pw_uid:
            command = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}",
                       "--clear-groups"] + command
        deadline = time.monotonic() + 120
        while subprocess.run(command, cwd="/", capture_output=True).returncode != 0:
            if time.monotonic() > deadline:
                raise AssertionError("the server does not start")


def kill_session_or_worker(database, condition, seconds):
    """Result: whether there was something to kill."""
    server = Server(database)
    with database.connect("postgres") as observer:
        client = deploy()
        begin = time.monotonic()
        victim = None
        while client.poll() is None and (victim is None or time.monotonic() < begin + seconds):
            victim = process_of(observer, condition) or victim
        if client.poll() is None and victim and process_of(observer, condition) == victim:
            os.kill(victim, signal.SIGKILL)
        else:
            victim = None
    client.communicate()
    if victim:
        server.recover()
    return victim is not None


def kill_postmaster(database, postmaster, seconds):
    client = deploy()
    time.sleep(seconds)
    os.kill(postmaster.process(), signal.SIGKILL)
    client.communicate()
    postmaster.start()
    return True


def check_round(name, database, end):
    with database.connect("killed") as session:
        try:
            result = session.deploy()
        except databases.Failure as failure:
            result = f"error: {failure}"
    check(f"{name}: the next deploy finishes, {result}", not result.startswith("error"), result)
    check_equal(name, end_of(database), end)


def take_option(name):
    if name not in sys.argv:
        return None
    position = sys.argv.index(name)
    value = sys.argv[position + 1]
    del sys.argv[position:position + 2]
    return value


def main():
    rng = take_seed()
    rounds = int(take_option("--rounds") or 4)
    only = take_option("--victim")
    database = databases.make(sys.argv[1:], None)
    postmaster = Postmaster()
    create(database)
    database.copy("start", "killed")
    begin = time.monotonic()
    client = deploy()
    output, errors = client.communicate()
    seconds = time.monotonic() - begin
    check_equal("undisturbed", (output, errors), ("4 revisions upgraded, at d4 (head)\n", ""))
    end = end_of(database)
    check_equal("undisturbed: trace", end["trace"], TRACE)
    kills = {"session": lambda s: kill_session_or_worker(database, SESSION, s),
             "worker": lambda s: kill_session_or_worker(database, WORKER, s),
             "postmaster": lambda s: kill_postmaster(database, postmaster, s)}
    for victim, kill in kills.items():
        if only not in (None, victim):
            continue
        killed = tries = 0
        while killed < rounds and tries < 5 * rounds:  # a deploy can be too quick for us
            tries += 1
            database.copy("start", "killed")
            killed += kill(rng.uniform(0, seconds))
            check_round(f"{victim}, round {tries}", database, end)
        print(f"{victim}: killed {killed} times in {tries} deploys", flush=True)
        check_equal(f"{victim}: is killed", killed, rounds)
    finish()


main()
