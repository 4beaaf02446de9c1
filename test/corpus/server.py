"""Databases of the cluster that PGHOST and its like name, and the client programs run on them."""

import contextlib
import itertools
import subprocess

import psycopg2
from psycopg2.errors import DuplicateObject  # pylint: disable=unused-import

from failure import Failed

_numbers = itertools.count(1)


def quote(name):
    return '"' + name.replace('"', '""') + '"'


@contextlib.contextmanager
def connection(database):
    """A connection in autocommit mode."""
    found = psycopg2.connect(dbname=database, options="-c client_min_messages=warning")
    found.autocommit = True
    try:
        yield found
    finally:
        found.close()


def query(opened, sql, *arguments):
    with opened.cursor() as cursor:
        cursor.execute(sql, arguments or None)
        return cursor.fetchall() if cursor.description else []


def call(opened, what, sql, *arguments):
    """The single value of a statement. Errors: Failed, with the server's words."""
    try:
        rows = query(opened, sql, *arguments)
    except psycopg2.Error as error:
        raise Failed(f"{what}: {describe(error)}", error.pgcode) from error
    return rows[0][0] if rows else None


def describe(error):
    """The message with its detail, hint and context, which say more than the exception's text."""
    diagnosis = error.diag
    parts = [f"{diagnosis.severity}:  {diagnosis.message_primary} ({error.pgcode})"
             if diagnosis.message_primary else str(error).strip()]
    for mark, text in (("DETAIL", diagnosis.message_detail), ("HINT", diagnosis.message_hint),
                       ("CONTEXT", diagnosis.context)):
        if text:
            parts.append(f"{mark}:  {text}")
    return "\n".join(parts)


def server_version():
    with connection("postgres") as opened:
        return opened.server_version // 10000


@contextlib.contextmanager
def database(template="template0"):
    """The name of a database that is taken away afterwards."""
    name = f"corpus_{next(_numbers)}"
    with connection("postgres") as opened:
        query(opened, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield name
    finally:
        _drop_subscriptions(name)
        with connection("postgres") as opened:
            query(opened, f"DROP DATABASE {name} WITH (FORCE)")


def subscriptions(name):
    """Those of a database. They belong to the cluster: a copy of the database has none."""
    with connection("postgres") as opened:
        return [row[0] for row in query(
            opened, "SELECT subname FROM pg_subscription JOIN pg_database d ON d.oid = subdbid"
                    " WHERE datname = %s", name)]


def _drop_subscriptions(name):
    for subscription in subscriptions(name):
        with connection(name) as opened:
            query(opened, f"ALTER SUBSCRIPTION {quote(subscription)} DISABLE")
            query(opened, f"ALTER SUBSCRIPTION {quote(subscription)} SET (slot_name = NONE)")
            query(opened, f"DROP SUBSCRIPTION {quote(subscription)}")


def run_script(name, what, text, single_transaction=False):
    """Runs a text in psql, up to the first error. Errors: Failed."""
    command = ["psql", "-X", "-q", "-d", name, "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", "-"]
    if single_transaction:
        command.append("-1")
    done = subprocess.run(command, input="SET client_min_messages = error;" + text, text=True,
                          capture_output=True, check=False)
    if done.returncode:
        error = done.stderr.strip().replace("psql:<stdin>:", "line ")
        line = error.partition(":")[0].removeprefix("line ")
        near = text.splitlines()[int(line) - 1] if line.isdigit() else ""
        raise Failed(f"{what}: {error}\nat: {near}")


def dump(name, *options):
    """The schema as pg_dump writes it."""
    done = subprocess.run(["pg_dump", "-s", *options, "-d", name], text=True, capture_output=True,
                          check=False)
    if done.returncode:
        raise Failed(f"pg_dump: {done.stderr.strip()}")
    return done.stdout
