"""All or nothing: the disk is full at every size that the file could not grow beyond.

PRAGMA max_page_count limits the file to each number of pages from what it has to what the upgrade
needs. Called outside a transaction the upgrade leaves nothing; in the caller's transaction either
that transaction goes on with its own rows, or SQLite has rolled back all of it and the error says so.

Usage: fault_disk_full.py [--seed N] sqlite MODULE
"""

import os
import sys
import tempfile

import databases
from checks import check, check_equal, finish, take_seed
from databases import Failure
from generator import Series

BULK_ROWS = 300
PRAGMAS = {"rollback journal": ["PRAGMA journal_mode = delete"],
           "small cache": ["PRAGMA journal_mode = delete", "PRAGMA cache_size = 10"],
           "WAL": ["PRAGMA journal_mode = wal"]}


def upgrade(session, pages):
    """Result: the error, or None where there was room enough."""
    granted = session.run(f"PRAGMA max_page_count = {pages}")
    assert granted == pages, granted
    try:
        session.run("SELECT migrate_upgrade('head')")
        return None
    except Failure as failure:
        return str(failure)


def test_outside(database, name, pages, start, end):
    database.copy("start", "full")
    with database.connect("full") as session:
        for pragma in PRAGMAS[name]:
            session.run(pragma)
        error = upgrade(session, pages)
        check(f"{name}, {pages} pages: no transaction left", not session.in_transaction())
        check_equal(f"{name}, {pages} pages: the connection goes on",
                    session.run("SELECT count(*) FROM account"), 3)
    if error is None:
        check_equal(f"{name}, {pages} pages: end", database.snapshot("full"), end)
        return False
    check(f"{name}, {pages} pages: the error", "database or disk is full" in error, error)
    check_equal(f"{name}, {pages} pages: start", database.snapshot("full"), start)
    with database.connect("full") as session:
        session.run("SELECT migrate_upgrade('head')")
    check_equal(f"{name}, {pages} pages: works with room", database.snapshot("full"), end)
    return True


def test_inside(database, name, pages, start):
    database.copy("start", "full")
    with database.connect("full") as session:
        for pragma in PRAGMAS[name]:
            session.run(pragma)
        session.run("BEGIN")
        session.run("INSERT INTO own_row (id, text) VALUES (1, 'mine')")
        error = upgrade(session, pages)
        if error is None:
            session.run("ROLLBACK")
            return
        lost = "SQLite has rolled back the whole transaction" in error
        check_equal(f"{name}, {pages} pages, inside: what the error says of the transaction",
                    session.in_transaction(), not lost)
        if not lost:
            check_equal(f"{name}, {pages} pages, inside: own row",
                        session.run("SELECT count(*) FROM own_row"), 1)
            session.run("DELETE FROM own_row")
            session.run("COMMIT")
    check_equal(f"{name}, {pages} pages, inside: start", database.snapshot("full"), start)


def main():
    rng = take_seed()
    with tempfile.TemporaryDirectory() as folder:
        database = databases.make(sys.argv[1:], folder)
        database.create("start", Series(rng, BULK_ROWS).bundle())
        start = database.snapshot("start")
        database.copy("start", "end")
        with database.connect("end") as session:
            session.run("SELECT migrate_upgrade('head')")
            size = session.run("PRAGMA page_size")
        end = database.snapshot("end")
        first = os.path.getsize(database.path("start")) // size
        last = os.path.getsize(database.path("end")) // size
        print(f"{first} to {last} pages")
        for name in PRAGMAS:
            failed = [test_outside(database, name, pages, start, end)
                      for pages in range(first, last + 1)]
            check_equal(f"{name}: fails below the size of the end and nowhere else", failed,
                        [True] * (last - first) + [False])
            for pages in range(first, last + 1):
                test_inside(database, name, pages, start)
    finish()


main()
