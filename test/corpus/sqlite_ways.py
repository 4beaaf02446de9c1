"""The ways in which a case is measured on SQLite. Each raises Failed where the engine is wrong."""

import functools
from typing import NamedTuple

from failure import Failed
from renames import inverse, renamed
from sql_text import sections, statements
from sqlite_database import call, connection, require_whole, shell_schema
from sqlite_rows import Contents, contents, losses, quote
from sqlite_schema import difference, facts, query


class State(NamedTuple):
    """One side of a case, loaded into a database by SQLite alone. `renames` lead to the other side."""
    path: str
    ddl: str
    facts: list
    contents: Contents
    renames: dict

def loaded(place, ddl, seed, renames):
    path = place.load(ddl, seed)
    with connection(path) as opened:
        return State(path, ddl, facts(opened), contents(opened), renames)


def by_script(place, foreign_keys, source, target):
    """migrate_diff_sql makes a script, which is the upgrade of a revision."""
    with place.engine() as engine:
        script = diff_sql(engine, source.ddl, target.ddl)
    upgrade, _ = sections(script)
    with place.copy(source.path, foreign_keys) as opened:
        call(opened, "migrate_revision", "SELECT migrate_revision('change', ?)", upgrade)
        try:
            call(opened, "migrate_upgrade", "SELECT migrate_upgrade('head')")
        except Failed as failure:
            raise Failed(f"{failure}\n{upgrade}", failure.code) from failure
        compare(opened, target.facts, "after the script", upgrade)
        keep(renamed(source.contents, source.renames), target.contents, opened, upgrade)
        require_settings(opened, foreign_keys)


def by_revision(place, foreign_keys, source, target):
    """migrate_autogenerate stores a revision, which is applied and taken back."""
    with place.copy(source.path, foreign_keys) as opened:
        call(opened, "migrate_set_model", "SELECT migrate_set_model(?)", target.ddl)
        revision = call(opened, "migrate_autogenerate", "SELECT migrate_autogenerate('change')")
        if revision is None:
            compare(opened, target.facts, "migrate_autogenerate found nothing")
            return
        script = call(opened, "migrate_show", "SELECT migrate_show(?)", revision)
        try:
            call(opened, "migrate_upgrade", "SELECT migrate_upgrade('head')")
            compare(opened, target.facts, "after migrate_upgrade")
            after = keep(renamed(source.contents, source.renames), target.contents, opened)
            call(opened, "migrate_check", "SELECT migrate_check()")
            emptied = downgrade(opened, after)
            compare(opened, source.facts, "after migrate_downgrade")
            if not emptied:
                keep(renamed(after, inverse(source.renames)), source.contents, opened)
            require_settings(opened, foreign_keys)
        except Failed as failure:
            raise Failed(f"{failure}\n{script}", failure.code) from failure


def by_schema(place, source, _):
    """A state differs from what the shell's .schema says of it in nothing."""
    with place.engine() as engine:
        for words in ((), ("--indent",)):
            printed = shell_schema(source.path, *words)
            for what, texts in (("from", (printed, source.ddl)), ("to", (source.ddl, printed))):
                upgrade, _ = sections(diff_sql(engine, *texts))
                if statements(upgrade):
                    raise Failed(f"{what} its .schema {words} is not empty:\n{upgrade}")
    with place.copy(source.path, True) as opened:
        call(opened, "migrate_set_model", "SELECT migrate_set_model(?)", shell_schema(source.path))
        revision = call(opened, "migrate_autogenerate", "SELECT migrate_autogenerate('change')")
        if revision is not None:
            script = call(opened, "migrate_show", "SELECT migrate_show(?)", revision)
            raise Failed(f"a database differs from its own .schema:\n{script}")


def ways(place):
    """Functions of a source and a target, by name."""
    return {
        "script": functools.partial(by_script, place, True),
        "script-unenforced": functools.partial(by_script, place, False),
        "revision": functools.partial(by_revision, place, True),
        "revision-unenforced": functools.partial(by_revision, place, False),
        "schema": functools.partial(by_schema, place),
    }


WAYS = tuple(ways(None))


def diff_sql(engine, source, target):
    return call(engine, "migrate_diff_sql", "SELECT migrate_diff_sql(?, ?)", source, target) or ""


def downgrade(opened, held):
    """A column that must have a value can come back into empty tables only: where rows are in the
    way, the answer is true and all tables are empty."""
    try:
        call(opened, "migrate_downgrade", "SELECT migrate_downgrade('base')")
        return False
    except Failed as failure:
        tables = [name for name, table in held.tables.items()
                  if table.rows and table.kind == "table"]
        if not failure.code.startswith("SQLITE_CONSTRAINT") or not tables:
            raise
    enforced = query(opened, "PRAGMA foreign_keys")[0][0]
    opened.execute("PRAGMA foreign_keys = off")
    for name in tables:
        opened.execute(f"DELETE FROM {quote(name)}")
    opened.execute(f"PRAGMA foreign_keys = {enforced}")
    call(opened, "migrate_downgrade", "SELECT migrate_downgrade('base')")
    return True


def compare(opened, expected, when, script=""):
    found = difference(expected, facts(opened))
    if found:
        raise Failed(f"{when} the schema differs:\n{found}\n{script}")


def keep(before, wanted, opened, script=""):
    """What the database holds, after it is made sure that the change lost nothing."""
    require_whole(opened, "after the change")
    after = contents(opened)
    found = losses(before, after, wanted)
    if found:
        raise Failed("rows are lost: " + "\n".join(found) + "\n" + script)
    return after


def require_settings(opened, foreign_keys):
    if query(opened, "PRAGMA foreign_keys")[0][0] != int(foreign_keys):
        raise Failed(f"foreign_keys was {foreign_keys} and is not any more")
