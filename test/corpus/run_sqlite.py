"""Runs a corpus of schema changes through autogenerate on SQLite and compares with what SQLite alone
makes of the same texts.

Usage: run_sqlite.py [--case GLOB] [--way WAY] [--report FILE] [--again FILE] [-v] MODULE

A case is a folder with two states, a.sql and b.sql, and rows for them, seed.sql and seed-b.sql. It
counts in both directions. sqlite_ways.py says how. A case that is PostgreSQL's as well has
"sqlite": true in its meta.json. What is known to fail stands with its reason in sqlite/known.txt; it
fails the run when it passes.
"""

import argparse
import os
import sqlite3
import sys
import tempfile

from case import read_cases
from failure import Failed
from results import Result, add_options, chosen, conclude, measure, read_known
from sqlite_database import Place
from sqlite_ways import WAYS, loaded, ways

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = os.path.join(HERE, "sqlite")
SHARED = os.path.join(HERE, "cases")
ERRORS = (Failed, sqlite3.Error)


def run_case(case, place, chosen_ways):
    """All results of a case, in order."""
    try:
        states = {side: loaded(place, case.texts[side], case.seeds[side], case.renames[side])
                  for side in "ab"}
    except ERRORS as error:
        return [Result(case.name, "-", "load", str(error), 0)]
    all_ways = ways(place)
    return measure(case, states, {name: all_ways[name] for name in chosen_ways}, ERRORS)


def all_cases():
    shared = [case.on_sqlite() for case in read_cases(SHARED) if case.meta.get("sqlite")]
    return read_cases(OWN) + shared


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("module")
    add_options(parser, WAYS)
    return parser.parse_args()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(folder, options.module)
        found = (run_case(case, place, options.way or WAYS) for case in chosen(all_cases(), options))
        known = read_known(os.path.join(OWN, "known.txt"))
        as_expected = conclude(found, WAYS, [], known, options)
    sys.exit(0 if as_expected else 1)


main()
