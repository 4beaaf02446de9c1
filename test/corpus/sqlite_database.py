"""SQLite databases of a folder that goes away, with migrate or without, and what the sqlite3 shell
says of them."""

import contextlib
import itertools
import os
import shutil
import sqlite3
import subprocess

from failure import Failed

_numbers = itertools.count(1)


class Place:
    """Where databases are made, and which extension they load."""

    def __init__(self, folder, module):
        self.folder = folder
        self.module = module

    def path(self):
        return os.path.join(self.folder, f"{next(_numbers)}.db")

    @contextlib.contextmanager
    def copy(self, path, foreign_keys):
        """A connection to a copy of a database, with migrate."""
        other = self.path()
        shutil.copyfile(path, other)
        with self.opened(other, foreign_keys) as found:
            yield found
        os.remove(other)

    @contextlib.contextmanager
    def opened(self, path, foreign_keys=True):
        with connection(path) as found:
            found.enable_load_extension(True)
            found.load_extension(self.module)
            found.execute(f"PRAGMA foreign_keys = {'on' if foreign_keys else 'off'}")
            yield found

    @contextlib.contextmanager
    def engine(self):
        """A database with migrate and nothing else."""
        with self.opened(":memory:") as found:
            yield found

    def load(self, ddl, seed=""):
        """The path of a database into which the texts are read without migrate. Errors: Failed."""
        path = self.path()
        with connection(path) as found:
            for what, text in (("loading", ddl), ("seeding", seed)):
                try:
                    found.executescript(f"PRAGMA foreign_keys = off; BEGIN; {text}\n; COMMIT;")
                except sqlite3.Error as error:
                    raise Failed(f"{what}: {describe(error)}\n{text}") from error
            require_whole(found, "after seeding")
        return path


@contextlib.contextmanager
def connection(path):
    """In autocommit mode, with what an application may bring along: a function and a collation."""
    found = sqlite3.connect(path, isolation_level=None)
    found.execute("PRAGMA synchronous = off")
    found.create_function("shout", 1, lambda text: text and text.upper(), deterministic=True)
    found.create_collation("by_length", lambda a, b: len(a) - len(b))
    try:
        yield found
    finally:
        found.close()


def call(opened, what, sql, *arguments):
    """The single value of a statement. Errors: Failed, with SQLite's words and result code."""
    try:
        return opened.execute(sql, arguments).fetchone()[0]
    except sqlite3.Error as error:
        raise Failed(f"{what}: {describe(error)}", error_code(error)) from error


def error_code(error):
    return getattr(error, "sqlite_errorname", "")


def describe(error):
    return f"{error} ({error_code(error)})"


def shell_schema(path, *words):
    """What .schema prints."""
    done = subprocess.run(["sqlite3", "-batch", path, " ".join((".schema",) + words)], text=True,
                          capture_output=True, check=False)
    if done.returncode or done.stderr:
        raise Failed(f".schema: {done.stderr.strip()}")
    return done.stdout


def require_whole(opened, when):
    """Errors: Failed where SQLite finds the file or its foreign keys broken."""
    for pragma, good in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        found = opened.execute(f"PRAGMA {pragma}").fetchall()
        if found != good:
            raise Failed(f"{when} {pragma} says {found[:5]}")
