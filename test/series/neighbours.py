"""Real projects' migration histories, as differences that migrate finds by itself.

Between every two neighbouring revisions of a series, migrate_diff_sql makes a script of one schema
and the next that leads a database from the one to the other, in both directions; so it does between
nothing and the last one. pg_dump says whether it got there. A database walks up and down the whole
history in this way; where a script fails, it is made anew for the next one.

Usage: neighbours.py [--only NAME] [-v] FOLDER
"""

import argparse
import concurrent.futures
import contextlib
import os
import sys
import time
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "corpus"))

# pylint: disable=wrong-import-position
import server
from failure import Failed
from series import read_series
from sql_text import sections
from ways import compare, diff_sql, engine

# So often the text of a revision is the scripts that lead to it, instead of a dump.
SCRIPTS_EVERY = 25


class Step(NamedTuple):
    what: str
    source: str    # a text of the schema
    target: str
    expected: str  # what pg_dump says of a database that holds the target


class Walk:
    """A database that goes from revision to revision by scripts of the engine."""

    def __init__(self, opened, stack, verbose):
        self.engine = opened
        self.stack = stack
        self.verbose = verbose
        self.readable = str  # what makes a dump of this series one that psql can load
        self.name = None
        self.passed = self.failed = 0

    def start(self, ddl):
        """Begins anew with a database that holds the schema."""
        self.name = self.stack.enter_context(server.database())
        server.run_script(self.name, "loading", self.readable(ddl))

    def take(self, step):
        """Begins anew at the step's end after a failure."""
        start = time.monotonic()
        failure = self._failure_of(step)
        if failure and not (loads(self.readable(step.source)) and loads(self.readable(step.target))):
            self.readable = with_public_path
            failure = self._failure_of(step)
        if failure:
            self.failed += 1
            print(f"FAILED: {step.what}: {failure}", flush=True)
            self.start(step.expected)
        else:
            self.passed += 1
            if self.verbose:
                print(f"passed: {step.what} {time.monotonic() - start:.2f} s", flush=True)

    def _failure_of(self, step):
        try:
            upgrade, _ = sections(diff_sql(self.engine, *map(self.readable, (step.source, step.target))))
            server.run_script(self.name, "running the script", upgrade, single_transaction=True)
            compare(server.dump(self.name), step.expected, "after the script", upgrade)
        except Failed as error:
            return str(error)
        return ""


def loads(text):
    try:
        with server.database() as name:
            server.run_script(name, "loading", text)
        return True
    except Failed:
        return False


def with_public_path(dump):
    """pg_dump's text is read without a search path. Where an SQL function's body needs one and a
    generated column calls it, nobody can load that text as it is."""
    return dump.replace("set_config('search_path', '', false)",
                        "set_config('search_path', 'public', false)")


def walk(start, steps, verbose):
    """(passed, failed) of the steps, taken one after the other from a schema."""
    with contextlib.ExitStack() as stack:
        name = stack.enter_context(engine())
        walker = Walk(stack.enter_context(server.connection(name)), stack, verbose)
        walker.start(start)
        for step in steps:
            walker.take(step)
        return walker.passed, walker.failed


def dumps(scripts):
    """What pg_dump says of each revision, beginning with the empty schema."""
    with server.database() as name:
        found = [server.dump(name)]
        for script in scripts:
            server.run_script(name, script.id, script.up, single_transaction=True)
            found.append(server.dump(name))
        return found


def run_series(name, scripts, verbose):
    """(passed, failed) of a walk up and a walk down, which go at the same time."""
    states = dumps(scripts)
    texts = list(states)
    for i in range(SCRIPTS_EVERY, len(texts), SCRIPTS_EVERY):
        texts[i] = "\n;\n".join(script.up for script in scripts[:i])
    names = ["empty"] + [script.id for script in scripts]

    def step(i, j):
        return Step(f"{name}: {names[i]} -> {names[j]}", texts[i], texts[j], states[j])

    last = len(scripts)
    up = [step(i, i + 1) for i in range(last)] + [step(last, 0)]
    down = [step(0, last)] + [step(i, i - 1) for i in range(last, 0, -1)]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda steps: walk(states[0], steps, verbose), (up, down)))
    return [sum(counts) for counts in zip(*results)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--only", default="", help="only series whose name has this in it")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    passed = failed = 0
    for file in sorted(os.listdir(options.folder)):
        if file.endswith("-postgresql.sql") and options.only in file:
            start = time.monotonic()
            scripts = read_series(os.path.join(options.folder, file))
            counts = run_series(file[:-4], scripts, options.verbose)
            print(f"{file}: {counts[0]} passed, {counts[1]} failed, "
                  f"{time.monotonic() - start:.0f} s", flush=True)
            passed, failed = passed + counts[0], failed + counts[1]
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
