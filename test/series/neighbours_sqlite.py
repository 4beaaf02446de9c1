"""Real projects' migration histories on SQLite, as differences that migrate finds by itself.

Between every two neighbouring revisions of a series, migrate_diff_sql makes a script of one schema
and the next that leads a database with rows from the one to the other, in both directions; so it does
between nothing and the last one. What SQLite alone made of the project's scripts says whether it got
there, and rows are where they were.

Usage: neighbours_sqlite.py [--only NAME] [-v] MODULE FOLDER
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "corpus"))

# pylint: disable=wrong-import-position
from failure import Failed
from series import read_series, seed
from sqlite_database import Place, connection, shell_schema
from sqlite_rows import contents, quote
from sqlite_ways import State, by_script, loaded

# So often the text of a revision is the scripts that lead to it, instead of what .schema prints.
SCRIPTS_EVERY = 25

NO_RENAMES = {}

# Where the seeded rows of a table cannot be rows of the next revision: it has a column that must have
# a value, a check that they don't meet, or a foreign key to a table that is made without rows. There
# must be none then.
GROUP_KEYS = ["mint_supply_pre_commits", "supply_commit_state_machines", "supply_commit_transitions",
              "supply_commitments", "supply_pre_commits", "supply_syncer_push_log",
              "supply_update_events", "universe_supply_roots"]
ROWS_IN_THE_WAY = {
    ("000028_asset_meta_tlv_fields", "000029_ignore_burn_universe"):
        ["federation_global_sync_config", "federation_proof_sync_log",
         "federation_uni_sync_config", "universe_events", "universe_leaves", "universe_roots"],
    ("000035_asset_transfers_skip_anchor_broadcast", "000036_mint_supply_commit_key_refs"): ["mint_anchor_uni_commitments"],
    ("000046_supply_pre_commit_tables", "000047_supply_tables_schnorr_serialize_group_key"):
        GROUP_KEYS,
    ("000047_supply_tables_schnorr_serialize_group_key", "000046_supply_pre_commit_tables"):
        GROUP_KEYS,
}


class Step(NamedTuple):
    what: str
    source: State
    target: State


def read_states(place, scripts):
    """Each revision's schema with rows in it, beginning with the empty schema."""
    texts = ["\n;\n".join(script.up for script in scripts[:i]) for i in range(len(scripts) + 1)]
    return [_seeded(place, text, bool(i) and i % SCRIPTS_EVERY == 0)
            for i, text in enumerate(texts)]


def _seeded(place, text, keeps_text):
    made = loaded(place, text, "", NO_RENAMES)
    ddl = text if keeps_text else shell_schema(made.path)
    with connection(made.path) as opened:
        opened.execute("PRAGMA foreign_keys = on")
        seed(opened, [])
        return made._replace(ddl=ddl, contents=contents(opened))


def steps_of(place, name, scripts, states):
    names = ["empty"] + [script.id for script in scripts]
    last = len(scripts)
    pairs = [(i, i + 1) for i in range(last)] + [(i + 1, i) for i in range(last)]
    for i, j in pairs + [(0, last), (last, 0)]:
        in_the_way = ROWS_IN_THE_WAY.get((names[i], names[j]), [])
        source = without_rows(place, states[i], in_the_way) if in_the_way else states[i]
        yield Step(f"{name}: {names[i]} -> {names[j]}", source, states[j])


def without_rows(place, state, tables):
    path = place.path()
    shutil.copyfile(state.path, path)
    with connection(path) as opened:
        deletions = [f"DELETE FROM {quote(table)}" for table in tables]
        opened.executescript("PRAGMA foreign_keys = on; BEGIN; PRAGMA defer_foreign_keys = on;"
                             + ";".join(deletions) + "; COMMIT")
        return state._replace(path=path, contents=contents(opened))


def failure_of(place, step, foreign_keys):
    try:
        by_script(place, foreign_keys, step.source, step.target)
    except Failed as failure:
        return str(failure)
    return ""


def run_series(place, name, scripts, verbose):
    """(passed, failed) of all steps, with foreign keys enforced and not."""
    passed = failed = 0
    for step in steps_of(place, name, scripts, read_states(place, scripts)):
        for foreign_keys in (True, False):
            start = time.monotonic()
            failure = failure_of(place, step, foreign_keys)
            passed, failed = passed + (not failure), failed + bool(failure)
            what = step.what + ("" if foreign_keys else ", unenforced")
            if failure:
                print(f"FAILED: {what}: {failure}", flush=True)
            elif verbose:
                print(f"passed: {what} {time.monotonic() - start:.2f} s", flush=True)
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("module")
    parser.add_argument("folder")
    parser.add_argument("--only", default="", help="only series whose name has this in it")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    passed = failed = 0
    for file in sorted(os.listdir(options.folder)):
        if file.endswith("-sqlite.sql") and options.only in file:
            start = time.monotonic()
            scripts = read_series(os.path.join(options.folder, file))
            with tempfile.TemporaryDirectory() as folder:
                counts = run_series(Place(folder, options.module), file[:-4], scripts,
                                    options.verbose)
            print(f"{file}: {counts[0]} passed, {counts[1]} failed, "
                  f"{time.monotonic() - start:.0f} s", flush=True)
            passed, failed = passed + counts[0], failed + counts[1]
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
