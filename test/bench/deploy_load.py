"""pgbench's standard load alone, then the same while a deploy builds indexes and alters the table
behind a long query. Prints latencies at the 99th percentile and the longest; exit status 1 where a
client's transaction failed or the former is above 1.5 times of the load alone plus lock_timeout.

Usage: test/support/pg_cluster.sh /usr/bin/python3 test/bench/deploy_load.py
    [--seconds 60] [--scale 10] [--clients 4] [--lock-timeout MILLISECONDS, 2000]
"""

import argparse
import glob
import os
import re
import subprocess
import sys
import tempfile
import time

import psycopg2

HISTORY = """-- Revision ID: a1
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY pgbench_accounts_bid_idx ON pgbench_accounts (bid, abalance);
CREATE INDEX CONCURRENTLY pgbench_history_mtime_idx ON pgbench_history (mtime);
-- migrate:down

-- Revision ID: b2
-- Revises: a1
-- migrate:up
ALTER TABLE pgbench_accounts ADD COLUMN note text;
-- migrate:down

-- Revision ID: c3
-- Revises: b2
-- migrate:up transaction:false
CREATE UNIQUE INDEX CONCURRENTLY pgbench_accounts_bid_key ON pgbench_accounts (bid, aid);
DROP INDEX CONCURRENTLY pgbench_accounts_bid_idx;
-- migrate:down
"""


def connect():
    connection = psycopg2.connect(dbname="load")
    connection.autocommit = True
    return connection


def run(sql, *arguments):
    connection = connect()
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments or None)
        row = cursor.fetchone() if cursor.description else None
    connection.close()
    return row[0] if row else None


def prepare(options):
    subprocess.run(["createdb", "load"], check=True)
    subprocess.run(["pgbench", "-i", "-q", "-s", str(options.scale), "load"], check=True,
                   capture_output=True)
    run("CREATE EXTENSION migrate")
    run("SELECT migrate_import(%s)", HISTORY)
    run("SELECT migrate_setting('lock_timeout', %s)", f"{options.lock_timeout}ms")
    run("SELECT migrate_setting('lock_retries', '1000')")


class Load:
    """One run of pgbench, with a log of every transaction."""

    def __init__(self, options):
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            ["pgbench", "-n", "-c", str(options.clients), "-j", "2", "-T", str(options.seconds), "-l",
             "--log-prefix", os.path.join(self.folder.name, "log"), "load"],
            text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finish(self):
        """Result: how many transactions, how many failed, the latency in ms at 99 %, the longest."""
        output, errors = self.process.communicate()
        if self.process.returncode != 0 or "ERROR" in errors:
            sys.exit(f"pgbench: {output}{errors}")
        latencies = []
        for path in glob.glob(os.path.join(self.folder.name, "log*")):
            with open(path, encoding="ascii") as log:
                latencies += [int(line.split()[2]) for line in log]
        failed = re.search(r"number of failed transactions: (\d+)", output)
        latencies.sort()
        return (len(latencies), int(failed.group(1)) if failed else 0,
                latencies[len(latencies) * 99 // 100] / 1000, latencies[-1] / 1000)


def deploy():
    """Deploys; a transaction that has read the table keeps it from being altered until the ALTER TABLE
    has been tried three times. Result: seconds."""
    reader = connect()
    with reader.cursor() as cursor:
        cursor.execute("BEGIN; SELECT FROM pgbench_accounts LIMIT 1")
    begin = time.monotonic()
    client = subprocess.Popen(["psql", "-X", "-q", "-A", "-t", "-d", "load", "-c",
                               "CALL migrate_deploy()"], text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
    retries = 0
    messages = []
    for line in client.stderr:
        messages.append(line)
        retries += "; retry " in line
        if retries == 2:
            reader.close()
    output = client.stdout.read()
    seconds = time.monotonic() - begin
    print(f"deploy: {output.strip()}, {seconds:.1f} s, {retries} retries of the ALTER TABLE")
    if client.wait() != 0 or retries < 2:
        sys.exit("".join(messages))
    return seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--scale", type=int, default=10)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--lock-timeout", type=int, default=2000)
    options = parser.parse_args()
    prepare(options)
    alone = Load(options).finish()
    load = Load(options)
    if deploy() > options.seconds:
        sys.exit("the load has ended before the deploy: more --seconds or less --scale")
    shared = load.finish()
    for name, (count, failed, latency, longest) in [("alone", alone), ("with a deploy", shared)]:
        print(f"{name}: {count} transactions, {failed} failed, 99 % within {latency:.1f} ms,"
              f" all within {longest:.0f} ms")
    limit = 1.5 * alone[2] + options.lock_timeout
    print(f"ratio {shared[2] / alone[2]:.2f}; at most {limit:.0f} ms"
          f" (1.5 x alone + lock_timeout {options.lock_timeout} ms)")
    sys.exit(1 if shared[1] or shared[2] > limit else 0)


main()
