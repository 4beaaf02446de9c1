"""What the tables of a SQLite database hold, and whether a change of the schema kept it."""

import sqlite3
from collections import Counter
from typing import NamedTuple, Optional

from sqlite_schema import objects, query

_ROWID = "rowid"  # among a table's columns; no column is called so


class Column(NamedTuple):
    type: str
    is_generated: bool


class Table(NamedTuple):
    kind: str             # table, virtual
    sql: str
    has_rowid: bool
    key: Optional[str]    # the column that is the rowid
    is_strict: bool
    columns: dict
    rows: list            # of {column: (type, value)}
    mark: Optional[int]   # of AUTOINCREMENT
    is_index_whole: bool  # of FTS5: it has all the rows that it is about


class Contents(NamedTuple):
    tables: dict


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def contents(opened):
    """All that the user's tables hold."""
    return Contents({name: _table(opened, what, name, sql)
                     for what, name, _, sql in objects(opened) if what in ("table", "virtual")})


def _table(opened, what, name, sql):
    columns = {row[0]: Column(row[1], row[2] in (2, 3)) for row in query(
        opened, "SELECT name, type, hidden FROM pragma_table_xinfo(?) WHERE hidden <> 1", name)}
    without_rowid, is_strict = query(opened, "SELECT wr, strict FROM pragma_table_list"
                                             " WHERE schema = 'main' AND name = ?", name)[0]
    key = _key(opened, name) if what == "table" and not without_rowid else None
    marks = []
    if what == "table" and "autoincrement" in sql.lower():
        marks = query(opened, "SELECT seq FROM sqlite_sequence WHERE name = ?", name)
    rows = _rows(opened, name, list(columns), not without_rowid)
    return Table(what, sql, not without_rowid, key, bool(is_strict), columns, rows,
                 marks[0][0] if marks else None,
                 what == "virtual" and "fts5" in sql.lower() and _is_index_whole(opened, name))


def _key(opened, table):
    """The column that is the rowid has a primary key without an index."""
    key = query(opened, "SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0", table)
    indexes = query(opened, "SELECT name FROM pragma_index_list(?) WHERE origin = 'pk'", table)
    return key[0][0] if len(key) == 1 and not indexes else None


def _rows(opened, table, names, has_rowid):
    asked = ([_ROWID] if has_rowid else []) + [quote(name) for name in names]
    named = ([_ROWID] if has_rowid else []) + names
    return [dict(zip(named, ((type(value).__name__, value) for value in row)))
            for row in query(opened, f"SELECT {', '.join(asked)} FROM {quote(table)}")]


def _is_index_whole(opened, table):
    """Whether FTS5 finds its index to be that of its rows, or of those of its external content."""
    opened.execute("SAVEPOINT look")
    try:
        opened.execute(f"INSERT INTO {quote(table)} ({quote(table)}, rank)"
                       " VALUES ('integrity-check', 1)")
        return True
    except sqlite3.Error:
        return False
    finally:
        opened.execute("ROLLBACK TO look")
        opened.execute("RELEASE look")


def losses(before, after, wanted):
    """Sentences on what is gone and that the change from `before` to the schema of `wanted` doesn't
    delete by itself."""
    found = []
    for name, table in before.tables.items():
        if name in wanted.tables and name in after.tables:
            found += _table_losses(name, table, after.tables[name], wanted.tables[name])
    return found


def _table_losses(name, before, after, wanted):
    if before.kind != wanted.kind or (before.kind == "virtual" and before.sql != wanted.sql):
        return []  # another table under the old one's name
    found = []
    if before.is_index_whole and not after.is_index_whole:
        found.append(f"table {name} does not find its rows any more")
    if before.mark is not None and wanted.mark is not None and before.mark != after.mark:
        found.append(f"table {name} was at {before.mark} and is at {after.mark}")
    kept = [column for column in before.columns
            if column in after.columns and column in wanted.columns
            and not wanted.columns[column].is_generated]
    values = [_converted([row[column][1] for row in before.rows], wanted, column)
              for column in kept]
    named = list(kept)
    if _keeps_rowids(before, wanted):
        named.append(_ROWID)
        values.append([row[_ROWID] for row in before.rows])
    expected = Counter(zip(*values)) if named else len(before.rows)
    actual = (Counter(tuple(row[column] for column in named) for row in after.rows) if named
              else len(after.rows))
    if expected != actual:
        gone, come = (sorted((a - b).elements(), key=repr) if named else a
                      for a, b in ((expected, actual), (actual, expected)))
        found.append(f"table {name} ({', '.join(named)}) lost {gone} and got {come}")
    return found


def _keeps_rowids(before, wanted):
    """A column that there was before, and that becomes the rowid, gives the rowids."""
    if not (before.has_rowid and wanted.has_rowid):
        return False
    return wanted.key is None or wanted.key == before.key or wanted.key not in before.columns


def _converted(values, wanted, column):
    """The values as a column of that type keeps them."""
    with sqlite3.connect(":memory:") as scratch:
        declared = wanted.columns[column].type or ""
        declared = declared.lower().removesuffix("generated always")
        strict = " STRICT" if wanted.is_strict else ""
        key = " PRIMARY KEY" if wanted.key == column else ""
        scratch.execute(f"CREATE TABLE converted (value {declared}{key}){strict}")
        found = []
        for value in values:
            scratch.execute("INSERT INTO converted VALUES (?)", (value,))
            kept = scratch.execute("SELECT value FROM converted").fetchone()[0]
            scratch.execute("DELETE FROM converted")
            found.append((type(kept).__name__, kept))
        return found
