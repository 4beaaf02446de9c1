"""Runs a corpus of schema changes through autogenerate on PostgreSQL and compares with pg_dump.

Usage: run.py [--case GLOB] [--way WAY] [--jobs N] [--report FILE] [--again FILE] [-v] FOLDER

A case is a folder with two states, a.sql and b.sql, and rows for them, seed.sql and seed-b.sql. It
counts in both directions. ways.py says how. What is known to fail stands with its reason in
known.txt; it fails the run when it passes. meta.json: minVersion and maxVersion of the server.
"""

import argparse
import concurrent.futures
import contextlib
import fnmatch
import os
import queue
import sys
import threading
import time
from typing import NamedTuple

import psycopg2

import server
from case import read_cases
from ways import WAYS, cluster, engine, loaded, roles

KNOWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "known.txt")
DIRECTIONS = {"a->b": "ab", "b->a": "ba"}
LINES_SHOWN = 24

# Roles belong to the cluster: cases that make some run one at a time.
_roles_lock = threading.Lock()


class Result(NamedTuple):
    case: str
    direction: str
    way: str
    failure: str  # empty: passed
    seconds: float

    def key(self):
        return (self.case, self.direction, self.way)


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
            return [measure(case, direction, way, opened, states)
                    for way in ways for direction in DIRECTIONS]
    except (server.Failed, psycopg2.Error) as error:
        return [Result(case.name, "-", "load", str(error), 0)]


def measure(case, direction, way, opened, states):
    source, target = (states[side] for side in DIRECTIONS[direction])
    start, failure = time.monotonic(), ""
    try:
        WAYS[way](opened, source, target)
    except (server.Failed, psycopg2.Error) as error:
        failure = str(error)
    return Result(case.name, direction, way, failure, time.monotonic() - start)


def read_known():
    """(case, direction, way) patterns with their reasons."""
    with open(KNOWN, encoding="utf-8") as file:
        lines = [line.split(None, 3) for line in file if line.strip() and not line.startswith("#")]
    return [(tuple(line[:3]), line[3].strip()) for line in lines]


def known_reason(result, known):
    for patterns, reason in known:
        if all(fnmatch.fnmatchcase(*pair) for pair in zip(result.key(), patterns)):
            return reason
    return None


def print_result(result, known, verbose):
    """True where it is as expected."""
    reason = known_reason(result, known)
    name = f"{result.case} {result.direction} {result.way}"
    if not result.failure and reason:
        print(f"FAILED: {name}: passes, though known.txt says: {reason}", flush=True)
    elif result.failure and not reason:
        lines = result.failure.splitlines()
        shown = lines if verbose else lines[:LINES_SHOWN]
        cut = [f"… {len(lines) - len(shown)} lines more, shown by -v"] if lines != shown else []
        print(f"FAILED: {name}: " + "\n    ".join(shown + cut), flush=True)
    elif verbose:
        print(f"{'known' if reason else 'passed'}: {name} {result.seconds:.2f} s", flush=True)
    return bool(result.failure) == bool(reason)


def percentage(results):
    passed = sum(not result.failure for result in results)
    return f"{passed} of {len(results)} ({100 * passed / len(results):.1f} %)" if results else "none"


def print_summary(results, skipped, seconds):
    for name, reason in skipped:
        print(f"not applicable: {name}: {reason}")
    for way in WAYS:
        print(f"{way}: " + percentage([r for r in results if r.way == way]))
    transitions = {}
    for result in results:
        transitions.setdefault(result.key()[:2], []).append(bool(result.failure))
    converged = sum(not any(failures) for failures in transitions.values())
    if transitions:
        print(f"converged in every way: {converged} of {len(transitions)} transitions "
              f"({100 * converged / len(transitions):.1f} %), {len(skipped)} cases not applicable, "
              f"{seconds:.0f} s")


def write_report(path, results):
    with open(path, "w", encoding="utf-8") as file:
        for result in sorted(results):
            if result.failure:
                file.write(f"{' '.join(result.key())}: {in_short(result.failure)}\n")


def in_short(failure):
    """A line that says what went wrong: of a difference only what is on one side."""
    first, *rest = failure.splitlines()
    if first.endswith("differs:"):
        rest = [line for line in rest if line[:1] in "+-" and line[:2] != "--"]
    return " | ".join([first] + rest[:3])[:400]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--case", default="*", help="only cases whose name fits the pattern")
    parser.add_argument("--way", action="append", choices=list(WAYS), help="only this way")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--report", help="a file for one line for each failure")
    parser.add_argument("--again", help="only cases that fail in this report")
    parser.add_argument("-v", "--verbose", action="store_true")
    return parser.parse_args()


def main():
    options = arguments()
    start, version, known = time.monotonic(), server.server_version(), read_known()
    cases = [c for c in read_cases(options.folder) if fnmatch.fnmatch(c.name, options.case)]
    if options.again:
        with open(options.again, encoding="utf-8") as file:
            failing = {line.split()[0] for line in file}
        cases = [c for c in cases if c.name in failing]
    skipped = [(c.name, c.not_applicable(version)) for c in cases if c.not_applicable(version)]
    cases = [c for c in cases if not c.not_applicable(version)]
    results, expected = [], []
    with cluster():
        for found in run_cases(cases, options.way or WAYS, options.jobs):
            results += found
            expected += [print_result(r, known, options.verbose) for r in found]
    print_summary(results, skipped, time.monotonic() - start)
    if options.report:
        write_report(options.report, results)
    print(f"{sum(expected)} passed, {len(expected) - sum(expected)} failed")
    sys.exit(0 if expected and all(expected) else 1)


main()
