"""Runs the benchmarks and prints their table. Usage: bench.py BUILD-FOLDER [NAME…]"""

import contextlib
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time

import psycopg2

import sqlite_rebuild
import workload
from contenders import (ROUNDS, compare, connect, fresh_database, imported_database, imported_file,
                        module, psql, report, report_ratio, rows, seconds, server_milliseconds, shell,
                        sqlite_file, work)

SIZE = int(os.environ.get("BENCH_SIZE", "1000"))
ALEMBIC_SECONDS = 60  # no further round of one comparison after this long
LARGE = int(os.environ.get("BENCH_LARGE", "10000"))
ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
wanted = sys.argv[2:]


def upgrade_postgres():
    raw = os.path.join(work, "raw.sql")
    with open(raw, "w") as f:
        f.write(workload.raw_upgrade(SIZE))
    imported_database("bench_template", workload.linear_bundle(SIZE))
    figures = compare(lambda: fresh_database("bench", "bench_template"),
                      lambda: psql("bench", "-c", "SELECT migrate_upgrade('head')"),
                      lambda: fresh_database("bench"),
                      lambda: psql("bench", "-1", "-f", raw))
    report_ratio(f"upgrade, {SIZE:,} revisions, PostgreSQL, from psql",
                 "`psql -1 -f` of the same SQL", 1.0, figures)


def upgrade_sqlite():
    template = imported_file("template.db", workload.linear_bundle(SIZE))
    path = sqlite_file("bench.db")
    raw = "BEGIN;\n" + workload.raw_upgrade(SIZE) + "COMMIT;\n"

    def empty():
        with contextlib.suppress(FileNotFoundError):
            os.remove(path)

    figures = compare(lambda: shutil.copy(template, path),
                      lambda: shell(path, f".load {module}\nSELECT migrate_upgrade('head');\n"),
                      empty, lambda: shell(path, raw))
    report_ratio(f"upgrade, {SIZE:,} revisions, SQLite, from the shell",
                 "`sqlite3` reading the same SQL in one transaction", 1.1, figures)


def alembic(folder, *arguments):
    return seconds(["alembic", "-c", os.path.join(folder, "alembic.ini"), *arguments])


def against_alembic(name, limit, url, ours, prepare_theirs):
    """`ours` prepares, upgrades and downgrades. Twice: Alembic with its operations, as its users write
    revisions, and with the same SQL as ours, where the database's own work is the floor."""
    prepare_ours, ours_up, ours_down = ours
    for style, body in (("operations", workload.operations), ("same SQL", workload.plain_sql)):
        folder = os.path.join(work, f"alembic_{name}_{style.replace(' ', '_')}")
        workload.write_alembic_project(folder, SIZE, url, body, name == "SQLite")
        ups, downs = [], []
        start = time.monotonic()
        while len(ups) < ROUNDS and (not ups or time.monotonic() - start < ALEMBIC_SECONDS):
            prepare_ours()
            up, down = ours_up(), ours_down()
            prepare_theirs()
            their_up = alembic(folder, "upgrade", "head")
            their_down = alembic(folder, "downgrade", "base")
            ups.append((up, their_up, up / their_up))
            downs.append((down, their_down, down / their_down))
        for direction, measured in (("upgrade", ups), ("downgrade", downs)):
            figures = [statistics.median(column) for column in zip(*measured)]
            if style == "operations":
                report_ratio(f"{direction}, {SIZE:,} revisions, {name}", "Alembic", limit, figures)
            else:
                report_ratio(f"{direction}, {SIZE:,} revisions, {name}",
                             "Alembic with `op.execute` of the same SQL", "–", figures)


def alembic_postgres():
    imported_database("bench_template", workload.linear_bundle(SIZE))
    user, host, port = (os.environ[key] for key in ("PGUSER", "PGHOST", "PGPORT"))
    ours = (lambda: fresh_database("bench", "bench_template"),
            lambda: psql("bench", "-c", "SELECT migrate_upgrade('head')"),
            lambda: psql("bench", "-c", "SELECT migrate_downgrade('base')"))
    against_alembic("PostgreSQL", 0.33,
                    f"postgresql://{user}@/bench_alembic?host={host}&port={port}", ours,
                    lambda: fresh_database("bench_alembic"))


def alembic_sqlite():
    template = imported_file("template.db", workload.linear_bundle(SIZE))
    path, theirs = sqlite_file("bench.db"), sqlite_file("alembic.db")

    def empty():
        with contextlib.suppress(FileNotFoundError):
            os.remove(theirs)

    ours = (lambda: shutil.copy(template, path),
            lambda: shell(path, f".load {module}\nSELECT migrate_upgrade('head');\n"),
            lambda: shell(path, f".load {module}\nSELECT migrate_downgrade('base');\n"))
    against_alembic("SQLite", 0.12, f"sqlite:///{theirs}", ours, empty)


def rebuilt_files(with_family):
    """Paths of the table as it is, and with a revision of one and of five changes stored; at last
    that of one change with edit_schema on."""
    plain = sqlite_file("plain.db")
    with contextlib.suppress(FileNotFoundError):
        os.remove(plain)
    connection = sqlite3.connect(plain)
    for statement in sqlite_rebuild.ddl_and_rows(ROWS, with_family):
        connection.execute(statement)
    connection.commit()
    connection.close()
    stored = []
    for changes, edit_schema in ((sqlite_rebuild.ONE_CHANGE, "off"),
                                 (sqlite_rebuild.FIVE_CHANGES, "off"),
                                 (sqlite_rebuild.ONE_CHANGE, "on")):
        stored.append(shutil.copy(plain, sqlite_file(f"stored_{len(stored)}.db")))
        connection = sqlite3.connect(stored[-1])
        connection.enable_load_extension(True)
        connection.load_extension(module)
        connection.execute("SELECT migrate_revision('Change', ?)", (changes,)).fetchone()
        connection.execute("SELECT migrate_setting('edit_schema', ?)", (edit_schema,)).fetchone()
        connection.commit()
        connection.close()
    return plain, *stored


def rebuild_sqlite():
    path = sqlite_file("bench.db")
    upgrade = f".load {module}\nPRAGMA foreign_keys = on;\nSELECT migrate_upgrade('head');\n"
    work_done = f"type of a column changed, {ROWS:,} rows, 3 indexes, SQLite"

    def compare_copies(source_a, run_a, source_b, run_b):
        return compare(lambda: shutil.copy(source_a, path), run_a,
                       lambda: shutil.copy(source_b, path), run_b)

    plain, one, five, edited = rebuilt_files(with_family=False)
    run = lambda: shell(path, upgrade)
    hand = sqlite_rebuild.by_hand(with_family=False)
    report_ratio(work_done, "the same by hand", 1.05,
                 compare_copies(one, run, plain, lambda: shell(path, hand)))
    report_ratio(f"five changes in one script, {ROWS:,} rows, 3 indexes, SQLite", "one of them",
                 1.1, compare_copies(five, run, one, run))
    for name, stored, batch in ((work_done, one, sqlite_rebuild.ONE_BATCH),
                                ("the five changes", five, sqlite_rebuild.FIVE_BATCH),
                                (f"{work_done}, `edit_schema` on", edited,
                                 sqlite_rebuild.ONE_BATCH)):
        folder = os.path.join(work, "alembic_batch_" + os.path.basename(stored))
        workload.write_alembic_project(folder, 1, f"sqlite:///{path}", lambda *_: (batch, "pass"),
                                       True)
        report_ratio(name, "Alembic's batch mode", 0.7, compare_copies(
            stored, run, plain, lambda: alembic(folder, "upgrade", "head")))

    plain, one, *_ = rebuilt_files(with_family=True)
    hand = sqlite_rebuild.by_hand(with_family=True)
    report_ratio(f"{work_done}, {ROWS:,} rows that refer to it", "the same by hand", 1.05,
                 compare_copies(one, run, plain, lambda: shell(path, hand)))


def nothing_to_do():
    imported_database("bench", workload.linear_bundle(LARGE, with_sql=False))
    with contextlib.closing(connect("bench")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT migrate_stamp('head')")
        first = server_milliseconds(cursor, "migrate_upgrade('head')")
        later = statistics.median(server_milliseconds(cursor, "migrate_upgrade('head')")
                                  for _ in range(20))
    report(f"`migrate_upgrade('head')` with nothing to do, {LARGE:,} revisions", "–", "5 ms",
           f"{later:.1f} ms in the server (first call of a session {first:.1f} ms)")


def plan_growth():
    medians = {}
    for size in (LARGE // 10, LARGE):
        imported_database("bench", workload.ladder_bundle(size))
        with contextlib.closing(connect("bench")) as connection, connection.cursor() as cursor:
            call = "count(*) FROM migrate_plan('head')"
            server_milliseconds(cursor, call)
            medians[size] = statistics.median(server_milliseconds(cursor, call) for _ in range(10))
    small, large = medians[LARGE // 10], medians[LARGE]
    report(f"`migrate_plan`, {LARGE:,} revisions, a ladder of branches and merges",
           f"the same for {LARGE // 10:,}", "12 ×",
           f"{large / small:.1f} × ({large:.1f} ms, {small:.1f} ms)")


def database_with_schema(name, ddl):
    fresh_database(name)
    with contextlib.closing(connect(name)) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION migrate")
        cursor.execute(ddl)
        cursor.execute("SELECT migrate_set_model(%s)", (ddl,))
        cursor.execute("VACUUM ANALYZE")


def check_unchanged():
    database_with_schema("bench", workload.schema_ddl(SIZE))
    figures = compare(lambda: None, lambda: psql("bench", "-c", "SELECT migrate_check()"),
                      lambda: None, lambda: seconds(["pg_dump", "-s", "bench"]))
    report_ratio(f"`migrate_check()`, {SIZE:,} tables, nothing differs",
                 "`pg_dump -s` of the same database", 0.5, figures)


def check_unchanged_sqlite():
    path = sqlite_file("check.db")
    with contextlib.suppress(FileNotFoundError):
        os.remove(path)
    ddl = workload.sqlite_schema_ddl(SIZE)
    connection = sqlite3.connect(path)
    connection.enable_load_extension(True)
    connection.load_extension(module)
    connection.executescript(ddl)
    connection.execute("SELECT migrate_set_model(?)", (ddl,)).fetchone()
    connection.commit()
    connection.close()
    pragmas = workload.sqlite_pragmas(SIZE)
    figures = compare(lambda: None,
                      lambda: shell(path, f".load {module}\nSELECT migrate_check();"),
                      lambda: None, lambda: shell(path, pragmas))
    report_ratio(f"`migrate_check()`, {SIZE:,} tables, nothing differs, SQLite",
                 "`.schema` and every pragma once", 1.0, figures)


def write_diff_script(ddl):
    path = os.path.join(work, "diff.sql")
    with open(path, "w") as f:
        f.write(f"SELECT migrate_set_model($ddl${ddl}$ddl$);\nSELECT * FROM migrate_diff();\n")
    return path


def diff_changed():
    ddl = workload.schema_ddl(SIZE)
    model = workload.changed(ddl)
    database_with_schema("bench", ddl)
    script, raw = write_diff_script(model), os.path.join(work, "raw.sql")
    with open(raw, "w") as f:
        f.write(model)
    figures = compare(lambda: None, lambda: psql("bench", "-o", os.devnull, "-f", script),
                      lambda: fresh_database("bench_raw"),
                      lambda: psql("bench_raw", "-1", "-f", raw))
    report_ratio(f"`migrate_set_model` and `migrate_diff()`, a changed model, {SIZE:,} tables",
                 "`psql -1 -f` of the model's DDL", 1.3, figures)
    figures = compare(lambda: None, lambda: psql("bench", "-o", os.devnull, "-c",
                                                 "SELECT * FROM migrate_diff()"),
                      lambda: fresh_database("bench_raw"),
                      lambda: psql("bench_raw", "-1", "-f", raw))
    report_ratio(f"`migrate_diff()` of a changed model that has been set, {SIZE:,} tables",
                 "`psql -1 -f` of the model's DDL", 1.3, figures)


def diff_growth():
    medians = {}
    for size in (SIZE, 4 * SIZE):
        ddl = workload.schema_ddl(size)
        database_with_schema("bench", ddl)
        script = write_diff_script(workload.changed(ddl))
        medians[size] = statistics.median(psql("bench", "-o", os.devnull, "-f", script)
                                          for _ in range(ROUNDS))
    small, large = medians.values()
    report(f"`migrate_set_model` and `migrate_diff()`, {4 * SIZE:,} tables",
           f"the same for {SIZE:,}", "4.4 ×", f"{large / small:.1f} × ({large:.2f} s, {small:.2f} s)")


ALEMBIC_COMPARE = """
import sys
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, create_engine
engine = create_engine(sys.argv[1])
model = MetaData()
model.reflect(create_engine(sys.argv[2]))
import time
start = time.perf_counter()
with engine.connect() as connection:
    context = MigrationContext.configure(connection, opts={"compare_type": True,
                                                           "compare_server_default": True})
    compare_metadata(context, model)
print(time.perf_counter() - start)
"""


def diff_alembic():
    """Alembic reads the live schema and compares it with metadata that is in memory already."""
    ddl = workload.schema_ddl(SIZE)
    database_with_schema("bench", ddl)
    fresh_database("bench_model")
    with contextlib.closing(connect("bench_model")) as connection, connection.cursor() as cursor:
        cursor.execute(workload.changed(ddl))
    user, host, port = (os.environ[key] for key in ("PGUSER", "PGHOST", "PGPORT"))
    urls = [f"postgresql://{user}@/{name}?host={host}&port={port}"
            for name in ("bench", "bench_model")]
    script = write_diff_script(workload.changed(ddl))

    def theirs():
        done = subprocess.run([sys.executable, "-c", ALEMBIC_COMPARE, *urls], text=True,
                              capture_output=True, check=True)
        return float(done.stdout.split()[-1])

    figures = compare(lambda: None, lambda: psql("bench", "-o", os.devnull, "-f", script),
                      lambda: None, theirs)
    report_ratio(f"`migrate_set_model` and `migrate_diff()`, a changed model, {SIZE:,} tables",
                 "Alembic's `compare_metadata`, the metadata being in memory", 0.3, figures)


def memory_field(pid, field):
    with open(f"/proc/{pid}/status") as f:
        for line in f:
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
    return 0.0


def peak_growth(pid, action):
    """MiB of private memory above the idle session, sampled while `action` runs."""
    idle, peak, done = memory_field(pid, "RssAnon"), 0.0, threading.Event()

    def sample():
        nonlocal peak
        while not done.wait(0.01):
            peak = max(peak, memory_field(pid, "RssAnon"))

    sampler = threading.Thread(target=sample)
    sampler.start()
    try:
        action()
    finally:
        peak = max(peak, memory_field(pid, "RssAnon"))
        done.set()
        sampler.join()
    return peak - idle


def memory_postgres():
    imported_database("bench", workload.linear_bundle(LARGE))
    with contextlib.closing(connect("bench")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT migrate_current()")
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
        grown = peak_growth(pid, lambda: cursor.execute("SELECT migrate_upgrade('head')"))
    with open(os.path.join(work, "raw.sql"), "w") as f:
        f.write(workload.raw_upgrade(LARGE))
    fresh_database("bench")
    with contextlib.closing(psycopg2.connect(dbname="bench")) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]

            def run_raw():
                for i in range(LARGE):
                    cursor.execute(workload.upgrade_sql(i))
                connection.commit()

            bare = peak_growth(pid, run_raw)
    report(f"memory of an upgrade of {LARGE:,} revisions, PostgreSQL", "–", "64 MiB",
           f"{grown:.0f} MiB above the idle session (the same statements sent one by one: "
           f"{bare:.0f} MiB)")


def memory_sqlite():
    path = imported_file("bench.db", workload.linear_bundle(LARGE))
    process = subprocess.Popen(["sqlite3", "-bail", path], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)

    def run(statement):
        process.stdin.write(statement + "\n.print done\n")
        process.stdin.flush()
        while process.stdout.readline().strip() != "done":
            pass

    run(f".load {module}\nSELECT migrate_current();")
    grown = peak_growth(process.pid, lambda: run("SELECT migrate_upgrade('head');"))
    process.stdin.close()
    process.wait()
    report(f"memory of an upgrade of {LARGE:,} revisions, SQLite", "–", "64 MiB",
           f"{grown:.0f} MiB above the idle session")


BENCHMARKS = [upgrade_postgres, upgrade_sqlite, alembic_postgres, alembic_sqlite,
              rebuild_sqlite, nothing_to_do,
              plan_growth, check_unchanged, check_unchanged_sqlite, diff_changed, diff_growth,
              diff_alembic, memory_postgres, memory_sqlite]


def main():
    try:
        for benchmark in BENCHMARKS:
            if not wanted or benchmark.__name__ in wanted:
                benchmark()
    finally:
        shutil.rmtree(work)
    print("| work | against | at most | measured |")
    print("|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


main()
