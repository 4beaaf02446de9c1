"""Runs a corpus of schema changes through autogenerate on PostgreSQL and compares with pg_dump.

Usage: run.py [--case GLOB] [--way WAY] [--jobs N] [--report FILE] [--again FILE] [-v] FOLDER

A case is a folder with two states, a.sql and b.sql, and rows for them, seed.sql and seed-b.sql. It
counts in both directions. ways.py says how. What is known to fail stands with its reason in
known.txt; it fails the run when it passes. meta.json: minVersion and maxVersion of the server.
"""

import argparse
import concurrent.futures
import contextlib
import functools
import os
import queue
import sys
import threading

import psycopg2

import server
from case import read_cases
from failure import Failed
from results import Result, add_options, chosen, conclude, measure, read_known
from ways import WAYS, cluster, engine, loaded, roles

KNOWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "known.txt")
ERRORS = (Failed, psycopg2.Error)

# Roles belong to the cluster: cases that make some run one at a time.
_roles_lock = threading.Lock()


def run_cases(cases, ways, jobs):
    """Yields each case's results when they are there."""
    with contextlib.ExitStack() as stack:
        engines = queue.SimpleQueue()
        for _ in range(jobs):
            engines.put(stack.enter_context(engine()))

        def run(case):
            name = engines.get()
            try:
                return run_case(case, ways, name)
            finally:
                engines.put(name)

        pool = stack.enter_context(concurrent.futures.ThreadPoolExecutor(jobs))
        for future in concurrent.futures.as_completed([pool.submit(run, case) for case in cases]):
            yield future.result()


def run_case(case, ways, engine_name):
    """All results of a case, in order."""
    lock = _roles_lock if case.role_statements else contextlib.nullcontext()
    try:
        with lock, roles(case.role_statements), \
                server.connection(engine_name) as opened, \
                contextlib.ExitStack() as stack:
            states = {side: stack.enter_context(loaded(case.texts[side], case.seeds[side],
                                                       case.renames[side])) for side in "ab"}
            bound = {name: functools.partial(WAYS[name], opened) for name in ways}
            return measure(case, states, bound, ERRORS)
    except ERRORS as error:
        return [Result(case.name, "-", "load", str(error), 0)]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    add_options(parser, WAYS)
    return parser.parse_args()


def main():
    options = arguments()
    version = server.server_version()
    cases = chosen(read_cases(options.folder), options)
    skipped = [(c.name, c.not_applicable(version)) for c in cases if c.not_applicable(version)]
    cases = [c for c in cases if not c.not_applicable(version)]
    with cluster():
        found = run_cases(cases, options.way or WAYS, options.jobs)
        as_expected = conclude(found, WAYS, skipped, read_known(KNOWN), options)
    sys.exit(0 if as_expected else 1)


main()
