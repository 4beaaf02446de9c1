#!/usr/bin/env python3
"""Asks oracle_driver and Alembic the same questions about random graphs and compares: error or not,
the steps in their order, the version rows after them. Whatever Alembic says, our own answers are
checked against the definitions as well. Differences are explained by a rule of differences.py and
counted, or fail the test.

usage: oracle_test.py DRIVER [--seed N] [--graphs N]
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from cases import Graph, cases
from differences import RULES, Difference, explain

ALEMBIC = pathlib.Path(__file__).with_name("alembic_side.py")
HASH_SEEDS = ("1", "2")
MAX_SHOWN = 5


def protocol(case):
    for rev in case.revisions:
        lists = [",".join(part) for part in (rev.down, rev.depends, rev.labels)]
        yield "\t".join(["revision", rev.id, *lists])
    yield "graph"
    for ask in case.asks:
        yield "\t".join(["ask", ask.verb, ",".join(ask.rows), ask.argument])


def our_answers(driver, seed, count):
    text = "".join(line + "\n" for case in cases(seed, count) for line in protocol(case))
    output = subprocess.run([driver], input=text, capture_output=True, text=True, check=True).stdout
    for line in output.splitlines():
        if line == "ok":
            continue
        kind, first, second = line.split("\t")
        if kind == "error":
            yield {"error": first, "message": second}
        else:
            yield {
                "steps": [item for item in first.split(",") if item],
                "rows": sorted(item for item in second.split(",") if item),
            }


def their_answers(seed, count):
    """For each question the answer under every hash seed."""
    files = [tempfile.TemporaryFile("w+") for _ in HASH_SEEDS]
    command = [sys.executable, "-B", ALEMBIC, str(seed), str(count)]
    workers = [
        subprocess.Popen(command, stdout=file, env=dict(os.environ, PYTHONHASHSEED=hash_seed))
        for file, hash_seed in zip(files, HASH_SEEDS)
    ]
    for worker, file in zip(workers, files):
        if worker.wait() != 0:
            sys.exit("alembic_side.py failed")
        file.seek(0)
    return zip(*(map(json.loads, file) for file in files))


def fault_in_plan(graph, ask, ours):
    """What is wrong with our steps and rows by the definitions alone, or None."""
    up = ask.verb.startswith("upgrade")
    rows = ask.rows
    if ask.verb.endswith("_range"):
        start = ask.argument.split(":")[0]
        start = graph.labels.get(start, start)
        if start != "base" and start not in graph.revs:
            return None  # what a prefix or a symbol stands for is for Alembic to say
        rows = [] if start == "base" else [start]
    applied = graph.ancestors(rows)
    for step in ours["steps"]:
        if up and (step in applied or not set(graph.all_down[step]) <= applied):
            return f"{step} cannot be upgraded at its place"
        if not up and (step not in applied or set(graph.all_next[step]) & applied):
            return f"{step} cannot be downgraded at its place"
        applied ^= {step}
    if ours["rows"] != sorted(graph.maximal(applied)):
        return f"the rows should be {sorted(graph.maximal(applied))}"
    if up and ask.argument in graph.revs and applied != graph.ancestors([ask.argument, *rows]):
        return "the steps should be the target and all that it needs"
    return None


def fault_in(graph, ask, ours):
    if "error" in ours:
        return None
    if ask.verb.startswith(("upgrade", "downgrade")):
        return fault_in_plan(graph, ask, ours)
    if ask.verb == "stamp":
        if ours["rows"] != sorted(graph.maximal(graph.ancestors(ours["rows"]))):
            return "a row implies another one"
    if ask.verb == "history":
        for position, step in enumerate(ours["steps"]):
            if graph.ancestors([step]) & set(ours["steps"][:position]):
                return f"{step} comes after a revision that it needs"
    return None


def comparable(ask, answer):
    """What has to be equal in two answers."""
    if "error" in answer:
        return "error"
    steps = answer["steps"]
    if ask.verb == "stamp":
        steps = []
    elif ask.verb in ("current", "labels"):
        steps = sorted(steps)
    return steps, answer["rows"]


class Report:
    def __init__(self):
        self.same = collections.Counter()
        self.explained = collections.Counter()
        self.unsettled = 0
        self.failures = []

    def compare(self, case, graph, ask, ours, theirs):
        fault = fault_in(graph, ask, ours)
        if fault:
            self.failures.append((fault, case, ask, ours, theirs))
            return
        wanted = [comparable(ask, answer) for answer in theirs]
        if comparable(ask, ours) in wanted:
            self.same[ask.verb] += 1
            self.unsettled += len(set(map(str, wanted))) > 1
            return
        rules = {getattr(explain(Difference(graph, ask, ours, their)), "name", None)
                 for their in theirs}
        if None in rules:
            self.failures.append(("unexplained difference", case, ask, ours, theirs))
        for rule in rules - {None}:
            self.explained[rule] += 1

    def print(self):
        total = sum(self.same.values())
        print(f"{total} answers are equal: " + ", ".join(
            f"{verb} {count}" for verb, count in sorted(self.same.items())))
        if self.unsettled:
            print(f"{self.unsettled} of them depend on Python's hash seed in Alembic")
        for rule in RULES:
            print(f"{self.explained[rule.name]:6} {rule.name}: {rule.reason}")
        for fault, case, ask, ours, theirs in self.failures[:MAX_SHOWN]:
            print(f"\nFAILED: {fault}")
            for rev in case.revisions:
                print("   ", rev)
            print(f"    {ask}\n    ours   {ours}")
            for their in theirs:
                print(f"    theirs {their}")
        if self.failures:
            print(f"\n{len(self.failures)} failures")


def main():
    parser = argparse.ArgumentParser(description="compares our plans with Alembic's")
    parser.add_argument("driver")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--graphs", type=int, default=1500)
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}, {arguments.graphs} graphs")
    report = Report()
    ours = our_answers(arguments.driver, arguments.seed, arguments.graphs)
    theirs = their_answers(arguments.seed, arguments.graphs)
    for case in cases(arguments.seed, arguments.graphs):
        graph = Graph(case.revisions)
        for ask in case.asks:
            report.compare(case, graph, ask, next(ours), next(theirs))
    report.print()
    sys.exit(1 if report.failures else 0)


if __name__ == "__main__":
    main()
