"""A random history that is valid on both databases, with the statements that it is made of.

It changes a database that has tables and rows already (BASE_SQL), has a branch and a merge, and each
downgrade script undoes its upgrade script exactly, so that base is the start again.
"""

from dataclasses import dataclass, field

BASE_SQL = [
    "CREATE TABLE account (id integer PRIMARY KEY, name varchar(50) NOT NULL UNIQUE,"
    " balance integer NOT NULL CHECK (balance >= 0))",
    "INSERT INTO account (id, name, balance) VALUES (1, 'ann', 10), (2, 'bob', 20), (3, 'cid', 30)",
    "CREATE TABLE entry (id integer PRIMARY KEY,"
    " account_id integer NOT NULL REFERENCES account (id), amount integer NOT NULL)",
    "INSERT INTO entry (id, account_id, amount) VALUES (1, 1, 5), (2, 3, 7), (3, 3, 9)",
    "CREATE TABLE own_row (id integer PRIMARY KEY, text varchar(50))",
]


@dataclass
class Statement:
    sql: str
    line: int = 0  # 1-based, in its section


@dataclass
class Revision:
    id: str
    down_revisions: list
    up: list = field(default_factory=list)
    down: list = field(default_factory=list)

    def script(self, direction):
        return compose(self.up if direction == "upgrade" else self.down)


def compose(statements):
    """The text of a section, as it is stored; sets each statement's line. Layout differs from statement to statement,
    so that lines are worth checking."""
    text = ""
    for i, statement in enumerate(statements):
        text += ["", "\n", f"-- Step {i}; not a statement\n", "/* two\n   lines; */ "][i % 4]
        statement.line = text.count("\n") + 1
        text += statement.sql + [";\n", "; ", " ;\n\n", "; -- done\n"][i % 4]
    return text.rstrip()


@dataclass
class Table:
    name: str
    side: int  # the branch that may touch it; None = both
    columns: list
    rows: int = 0
    parent: str = None
    children: int = 0
    has_unique_index: bool = False


class Series:
    """`revisions` in an order in which parents come first."""

    def __init__(self, rng, bulk_rows=0):
        self.rng = rng
        self.bulk_rows = bulk_rows
        self.names = 0
        self.tables = [Table("account", None, ["balance"], 3), Table("entry", None, ["amount"], 3)]
        self.revisions = []
        self.build()

    def build(self):
        last = self.chain([], 3, None)
        left = self.chain([last], self.rng.randint(2, 4), 0)
        right = self.chain([last], self.rng.randint(2, 3), 1)
        merge = self.add([left, right], None, 1)
        self.chain([merge], 12 - len(self.revisions), None)

    def chain(self, parents, count, side):
        for _ in range(max(count, 1)):
            parents = [self.add(parents, side, self.rng.randint(2, 5))]
        return parents[0]

    def add(self, parents, side, statements):
        revision = Revision(f"{self.rng.getrandbits(48):012x}", parents)
        for i in range(statements):
            up, down = self.change(side, first=i == 0)
            revision.up.append(Statement(up))
            revision.down.insert(0, Statement(down))
        self.revisions.append(revision)
        return revision.id

    def name(self, prefix):
        self.names += 1
        return f"{prefix}_{self.names}"

    def usable(self, side):
        """Tables that a revision on `side` may touch. In a branch only its own, as the order of two
        branches is not the history's."""
        if side is None:
            return [t for t in self.tables if t.name not in ("account", "entry")] or self.tables
        return [t for t in self.tables if t.side == side]

    def change(self, side, first):
        if first or not self.usable(side):
            return self.create_table(side)
        table = self.rng.choice(self.usable(side))
        kinds = [self.insert, self.insert, self.update, self.update, self.add_column, self.index,
                 self.view, self.rename_column, self.copy_rows, self.create_child]
        if side is None:
            kinds.append(self.update_account)
        return self.rng.choice(kinds)(table, side)

    def create_table(self, side, parent=None):
        table = Table(self.name("item"), side, ["amount"], 0, parent)
        self.tables.append(table)
        reference = (f",\n  parent_id integer REFERENCES {parent} (id)" if parent else "")
        return (f"CREATE TABLE {table.name} (\n  id integer PRIMARY KEY,\n"
                f"  name varchar(50) NOT NULL DEFAULT 'x;y',\n"
                f"  amount integer NOT NULL DEFAULT 1 CHECK (amount > 0){reference}\n)",
                f"DROP TABLE {table.name}")

    def create_child(self, table, side):
        return self.create_table(side, table.name)

    def insert(self, table, side):
        if table.name in ("account", "entry"):
            return self.update_account(table, side)
        ids = range(table.rows + 1, table.rows + 4)
        table.rows += 3
        values = ", ".join(f"({i}, '{table.name} -- {i}')" for i in ids)
        if self.bulk_rows:
            return self.bulk_insert(table)
        return (f"INSERT INTO {table.name} (id, name)\nVALUES {values}",
                f"DELETE FROM {table.name} WHERE id BETWEEN {ids[0]} AND {ids[-1]}")

    def bulk_insert(self, table):
        start = 1_000_000 + table.rows * 1_000_000
        return (f"INSERT INTO {table.name} (id, name) WITH RECURSIVE n (i) AS"
                f" (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {self.bulk_rows})\n"
                f"SELECT {start} + i, 'row ' || i FROM n",
                f"DELETE FROM {table.name} WHERE id BETWEEN {start + 1} AND"
                f" {start + self.bulk_rows}")

    def update(self, table, side):
        column = table.columns[0]
        step = self.rng.randint(1, 9)
        return (f"UPDATE {table.name} SET {column} = {column} + {step}",
                f"UPDATE {table.name} SET {column} = {column} - {step}")

    def update_account(self, table, side):
        step = self.rng.randint(1, 9)
        return (f"UPDATE account SET balance = balance + {step} WHERE id < 3",
                f"UPDATE account SET balance = balance - {step} WHERE id < 3")

    def add_column(self, table, side):
        column = self.name("extra")
        return (f"ALTER TABLE {table.name} ADD COLUMN {column} integer DEFAULT 4",
                f"ALTER TABLE {table.name} DROP COLUMN {column}")

    def rename_column(self, table, side):
        if table.name in ("account", "entry"):
            return self.update_account(table, side)
        old, new = table.columns[0], self.name("amount")
        table.columns[0] = new
        return (f"ALTER TABLE {table.name} RENAME COLUMN {old} TO {new}",
                f"ALTER TABLE {table.name} RENAME COLUMN {new} TO {old}")

    def index(self, table, side):
        name = self.name("idx")
        return (f"CREATE INDEX {name} ON {table.name} ({table.columns[0]})", f"DROP INDEX {name}")

    def view(self, table, side):
        name = self.name("view")
        return (f"CREATE VIEW {name} AS\nSELECT id + 1 AS next_id FROM {table.name}",
                f"DROP VIEW {name}")

    def copy_rows(self, table, side):
        if not table.parent and table.name not in ("account", "entry"):
            start = 100_000 * (self.names + 1)
            self.names += 1
            return (f"INSERT INTO {table.name} (id, name)\nSELECT id + {start}, name FROM account",
                    f"DELETE FROM {table.name} WHERE id BETWEEN {start} AND {start + 999}")
        return self.update(table, side)

    def statements(self, direction):
        """(revision, index in its section) of each statement in the history."""
        return [(revision, i) for revision in self.revisions
                for i in range(len(revision.up if direction == "upgrade" else revision.down))]

    def bundle(self):
        return "\n".join(self.script_text(revision) for revision in self.revisions)

    @staticmethod
    def script_text(revision):
        return (f"-- A generated revision\n--\n-- Revision ID: {revision.id}\n"
                f"-- Revises: {', '.join(revision.down_revisions)}\n"
                f"-- Create Date: 2026-01-02 03:04:05.678901\n\n"
                f"-- migrate:up\n{revision.script('upgrade')}\n"
                f"-- migrate:down\n{revision.script('downgrade')}\n")

    @property
    def head(self):
        return self.revisions[-1].id
