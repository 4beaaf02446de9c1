"""The ways in which a case is measured. Each raises Failed where the engine is wrong."""

import contextlib
from typing import NamedTuple

import server
from dump import difference, normal
from failure import Failed
from renames import inverse, renamed
from rows import Contents, contents, losses
from server import call, query, quote
from sql_text import sections, statements

# Everything that a text can say is compared, also what is left out by default.
SETTINGS = {"compare_owners": "on", "compare_privileges": "on"}


class State(NamedTuple):
    """One side of a case, loaded into a database as psql would. `renames` lead to the other side."""
    database: str
    ddl: str
    dump: str
    seed: str
    contents: Contents
    renames: dict

    @contextlib.contextmanager
    def copy(self):
        """The name of a database that is as this one."""
        if server.subscriptions(self.database):
            with loaded(self.ddl, self.seed, self.renames) as again:
                yield again.database
        else:
            with server.database(self.database) as name:
                yield name


@contextlib.contextmanager
def loaded(ddl, seed, renames):
    with server.database() as name:
        server.run_script(name, "loading", ddl)
        dump = server.dump(name)
        if seed:
            server.run_script(name, "seeding", seed)
        with server.connection(name) as opened:
            held = contents(opened)
        yield State(name, ddl, dump, seed, held, renames)


@contextlib.contextmanager
def engine():
    """The name of a database with the extension and nothing else."""
    with server.database() as name:
        with server.connection(name) as opened:
            install(opened)
        yield name


def install(opened):
    call(opened, "CREATE EXTENSION", "CREATE EXTENSION migrate")
    for name, value in SETTINGS.items():
        call(opened, "migrate_setting", "SELECT migrate_setting(%s, %s)", name, value)


def by_script(opened, source, target):
    """migrate_diff_sql makes a script that psql runs in a database that knows nothing of us."""
    script = diff_sql(opened, source.ddl, target.ddl)
    upgrade, in_transaction = sections(script)
    with source.copy() as name:
        try:
            server.run_script(name, "running the script", upgrade, in_transaction)
        except Failed as failure:
            raise Failed(f"{failure}\n{upgrade}", failure.code) from failure
        compare(server.dump(name), target.dump, "after the script", upgrade)
        with server.connection(name) as other:
            keep(renamed(source.contents, source.renames), target.contents, other, upgrade)


def by_revision(_, source, target):
    """migrate_autogenerate stores a revision, which is applied and taken back."""
    with source.copy() as name, server.connection(name) as opened:
        install(opened)
        call(opened, "migrate_set_model", "SELECT migrate_set_model(%s, '*')", target.ddl)
        revision = call(opened, "migrate_autogenerate", "SELECT migrate_autogenerate('change')")
        if revision is None:
            compare(source.dump, target.dump, "migrate_autogenerate found nothing")
            return
        script = call(opened, "migrate_show", "SELECT migrate_show(%s)", revision)
        call(opened, "migrate_upgrade", "SELECT migrate_upgrade('head')")
        compare(server.dump(name), target.dump, "after migrate_upgrade", script)
        after = keep(renamed(source.contents, source.renames), target.contents, opened, script)
        call(opened, "migrate_check", "SELECT migrate_check()")
        emptied = downgrade(opened, after)
        compare(server.dump(name), source.dump, "after migrate_downgrade", script)
        if not emptied:
            keep(renamed(after, inverse(source.renames)), source.contents, opened, script)


def by_dump(opened, source, _):
    """A state differs from its own dump in nothing."""
    for what, texts in (("from its dump", (source.dump, source.ddl)),
                        ("to its dump", (source.ddl, source.dump))):
        upgrade, _ = sections(diff_sql(opened, *texts))
        if statements(upgrade):
            raise Failed(f"{what} is not empty:\n{upgrade}")


WAYS = {"script": by_script, "revision": by_revision, "dump": by_dump}


def diff_sql(opened, source, target):
    return call(opened, "migrate_diff_sql", "SELECT migrate_diff_sql(%s, %s)", source, target) or ""


def downgrade(opened, held):
    """A column that must have a value can come back into empty tables only: where rows are in the
    way, the answer is true and all tables are empty."""
    try:
        call(opened, "migrate_downgrade", "SELECT migrate_downgrade('base')")
        return False
    except Failed as failure:
        tables = [address for address, table in held.tables.items() if table.rows]
        if not failure.code.startswith("23") or not tables:
            raise
        query(opened, f"TRUNCATE {', '.join(tables)} CASCADE")
    call(opened, "migrate_downgrade", "SELECT migrate_downgrade('base')")
    return True


def compare(actual, expected, when, script=""):
    """Dumps are equal where their restored databases are: some of what PostgreSQL deparses it deparses
    otherwise once that text has been run, views on VALUES for one."""
    if difference(schema(expected), schema(actual)):
        found = difference(schema(restored(expected)), schema(restored(actual)))
        if found:
            raise Failed(f"{when} the schema differs:\n{found}\n{script}")


def schema(dump):
    return normal(dump, without_extension="migrate")


def restored(dump):
    with server.database() as name:
        server.run_script(name, "restoring a dump", dump)
        return server.dump(name)


def keep(before, wanted, opened, script):
    """What the database holds, after it is made sure that the change lost nothing."""
    after = contents(opened)
    found = losses(before, after, wanted, opened)
    if found:
        raise Failed("rows are lost: " + "\n".join(found) + "\n" + script)
    return after


@contextlib.contextmanager
def cluster():
    """What the cases expect of their cluster: a superuser named test."""
    with roles(["CREATE ROLE test SUPERUSER"]):
        yield


@contextlib.contextmanager
def roles(role_statements):
    """Roles are the administrator's: made before, taken away afterwards."""
    if not role_statements:
        yield
        return
    with server.connection("postgres") as opened:
        before = _role_names(opened)
        try:
            for statement in role_statements:
                with contextlib.suppress(server.DuplicateObject):
                    query(opened, statement)
            yield
        finally:
            for name in _role_names(opened) - before:
                query(opened, f"DROP OWNED BY {quote(name)}")
                query(opened, f"DROP ROLE {quote(name)}")


def _role_names(opened):
    return {row[0] for row in query(opened, "SELECT rolname FROM pg_roles")}
