"""A case: two states of a schema, with rows for each."""

import json
import os

from renames import inverse
from sql_text import is_about_roles, statements


class Case:
    """A folder with a.sql and b.sql; seed.sql puts rows into a, seed-b.sql into b. meta.json may say
    minVersion and maxVersion of the server, what is renamed from a to b (renames.renamed), and that
    both states are SQLite's as well ("sqlite": true)."""

    def __init__(self, folder):
        self.name = os.path.basename(folder)
        self.folder = folder
        self.meta = json.loads(self._read("meta.json") or "{}")
        texts = {side: self._read(f"{side}.sql") for side in "ab"}
        self.role_statements = [s for side in "ab" for s in _about_roles(texts[side])]
        self.texts = {side: _without_roles(text) for side, text in texts.items()}
        renames = self.meta.get("renamed", {})
        self.renames = {"a": renames, "b": inverse(renames)}
        self.seeds = {"a": self._read("seed.sql"), "b": self._read("seed-b.sql")}

    def on_sqlite(self):
        """The same case where tables are in no schema."""
        tables = self.meta.get("renamed", {}).get("tables", {})
        columns = self.meta.get("renamed", {}).get("columns", {})
        renames = {"tables": {_bare(old): _bare(new) for old, new in tables.items()},
                   "columns": {_bare(table): names for table, names in columns.items()}}
        self.renames = {"a": renames, "b": inverse(renames)}
        return self

    def _read(self, name):
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            return ""
        with open(path, encoding="utf-8") as file:
            return file.read()

    def not_applicable(self, server_version):
        """Why the case says nothing on this server; None where it does."""
        minimum, maximum = self.meta.get("minVersion"), self.meta.get("maxVersion")
        if minimum and server_version < minimum:
            return f"needs PostgreSQL {minimum}"
        if maximum and server_version > maximum:
            return f"needs PostgreSQL {maximum} or older"
        if self.role_statements and not self._states_differ():
            return "only roles differ, which belong to the cluster"
        return None

    def _states_differ(self):
        return statements(self.texts["a"]) != statements(self.texts["b"])


def read_cases(folder):
    return [Case(os.path.join(folder, name)) for name in sorted(os.listdir(folder))
            if os.path.exists(os.path.join(folder, name, "a.sql"))]


def _about_roles(text):
    return [s for s in statements(text) if is_about_roles(s)]


def _without_roles(text):
    """The text as it is where it says nothing of roles, so that its lines stay."""
    if not _about_roles(text):
        return text
    return "".join(f"{s};\n\n" for s in statements(text) if not is_about_roles(s))


def _bare(address):
    """`"public"."people"` -> people"""
    return address.removeprefix('"public".').strip('"')
