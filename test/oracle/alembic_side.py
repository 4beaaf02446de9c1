"""What Alembic answers. Run as a program it prints one JSON answer a line for each question of
`cases(seed, count)`; how Python orders sets depends on PYTHONHASHSEED, so the caller runs it with
several and takes for settled what all agree on."""

import json
import sys
import traceback
import warnings

from alembic.runtime.migration import HeadMaintainer
from alembic.script.base import ScriptDirectory
from alembic.script.revision import Revision, RevisionMap
from alembic.util import CommandError

from cases import cases


class Anything:
    """Stands for the version table and the connection."""

    as_sql = True

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self


class Script(Revision):
    module = Anything()
    doc = ""


def directory(revisions):
    result = ScriptDirectory.__new__(ScriptDirectory)
    result.revision_map = RevisionMap(
        lambda: [
            Script(rev.id, tuple(rev.down), tuple(rev.depends) or None, tuple(rev.labels) or None)
            for rev in revisions
        ]
    )
    return result


def settle_order(script):
    """Alembic keeps these in the order of a Python set; we give it the declared one, so that it has
    one answer."""
    for rev in script.revision_map._revision_map.values():
        if rev is not None and rev._normalized_resolved_dependencies:
            rev._normalized_resolved_dependencies = tuple(
                sorted(
                    rev._normalized_resolved_dependencies, key=rev._resolved_dependencies.index
                )
            )


def run_steps(script, steps, rows):
    heads = HeadMaintainer(Anything(), rows)
    for step in steps:
        heads.update_to_step(step)
    return sorted(heads.heads)


def plan(steps, rows_after):
    return {"steps": [step.revision.revision for step in steps], "rows": rows_after}


def history(script, rows, argument):
    if not argument:
        lower = upper = None
    else:
        lower, upper = argument.split(":")
    lower = rows if lower == "current" else lower
    upper = rows if upper == "current" else upper
    found = script.walk_revisions(base=lower or "base", head=upper or "heads")
    return {"steps": [rev.revision for rev in found], "rows": []}


def answer(script, ask):
    rows = tuple(ask.rows)
    if ask.verb == "history":
        return history(script, rows, ask.argument)
    if ask.verb == "current":
        found = script.revision_map._get_all_current(rows)
        return {"steps": sorted(rev.revision for rev in found), "rows": []}
    if ask.verb == "labels":
        return {"steps": sorted(script.get_revision(ask.argument).branch_labels), "rows": []}
    if ask.verb == "stamp":
        steps = script._stamp_revs(tuple(ask.argument.split(",")), rows)
        return {"steps": [], "rows": run_steps(script, steps, rows)}
    target = ask.argument
    if ask.verb.endswith("_range"):
        start, target = ask.argument.split(":")
        rows = () if start == "base" else (script.get_revision(start).revision,)
    up = ask.verb.startswith("upgrade")
    steps = (script._upgrade_revs if up else script._downgrade_revs)(target, rows)
    return plan(steps, run_steps(script, steps, rows))


def guarded_answer(script, ask):
    try:
        return answer(script, ask)
    except CommandError as error:
        cause = type(error.__cause__ or error).__name__
        return {"error": cause, "message": str(error.__cause__ or error)}
    except Exception as error:  # an internal fault: where it came from tells which one
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return {"error": type(error).__name__, "message": str(error), "fault": frame.name}


def main():
    warnings.simplefilter("ignore")
    for case in cases(int(sys.argv[1]), int(sys.argv[2])):
        script = directory(case.revisions)
        settle_order(script)
        for ask in case.asks:
            print(json.dumps(guarded_answer(script, ask)))


if __name__ == "__main__":
    main()
