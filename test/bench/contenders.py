"""What the benchmarks run against each other, and how it is measured: runs alternate, so that the
machine's drift hits both sides, and the median of the ratios counts."""

import contextlib
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

import psycopg2

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
build = os.path.abspath(sys.argv[1])
module = os.path.join(build, "migrate")
work = tempfile.mkdtemp(prefix="migrate-bench-")
rows = []


# Running a contender

def seconds(command, text=None):
    start = time.perf_counter()
    done = subprocess.run(command, input=text, text=True, capture_output=True)
    elapsed = time.perf_counter() - start
    if done.returncode != 0 or "Error" in done.stderr:
        sys.exit(f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return elapsed


def compare(prepare_a, run_a, prepare_b, run_b):
    """Median seconds of both, and the median of the pairwise ratios a/b."""
    times_a, times_b = [], []
    for _ in range(ROUNDS):
        prepare_a()
        times_a.append(run_a())
        prepare_b()
        times_b.append(run_b())
    ratio = statistics.median(a / b for a, b in zip(times_a, times_b))
    return statistics.median(times_a), statistics.median(times_b), ratio


def report(work_done, against, limit, measured):
    rows.append((work_done, against, limit, measured))
    print(f"{work_done} | {against} | at most {limit} | {measured}", file=sys.stderr, flush=True)


def report_ratio(work_done, against, limit, figures):
    a, b, ratio = figures
    report(work_done, against, limit if limit == "–" else f"{limit} ×", f"{ratio:.2f} × ({a:.3f} s, {b:.3f} s)")


# PostgreSQL

def admin(sql):
    connection = psycopg2.connect(dbname="postgres")
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(sql)


def connect(database):
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    return connection


def fresh_database(name, template="template1"):
    admin(f"DROP DATABASE IF EXISTS {name}")
    admin(f"CREATE DATABASE {name} TEMPLATE {template}")


def imported_database(name, bundle):
    fresh_database(name)
    with contextlib.closing(connect(name)) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION migrate")
        cursor.execute("SELECT migrate_import(%s)", (bundle,))
        cursor.execute("VACUUM ANALYZE")


def psql(database, *arguments):
    return seconds(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments])


def server_milliseconds(cursor, call):
    cursor.execute("CREATE OR REPLACE FUNCTION pg_temp.timed() RETURNS double precision LANGUAGE"
                   " plpgsql AS $$ DECLARE start timestamptz := clock_timestamp(); BEGIN PERFORM"
                   f" {call}; RETURN extract(epoch FROM clock_timestamp() - start) * 1000; END $$")
    cursor.execute("SELECT pg_temp.timed()")
    return cursor.fetchone()[0]


# SQLite

def sqlite_file(name):
    return os.path.join(work, name)


def imported_file(name, bundle):
    path = sqlite_file(name)
    with contextlib.suppress(FileNotFoundError):
        os.remove(path)
    connection = sqlite3.connect(path)
    connection.enable_load_extension(True)
    connection.load_extension(module)
    connection.execute("SELECT migrate_import(?)", (bundle,)).fetchone()
    connection.commit()
    connection.close()
    return path


def shell(path, text):
    return seconds(["sqlite3", "-bail", path], text)
