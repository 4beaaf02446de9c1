"""What tables and sequences hold, and whether a change of the schema kept it."""

from collections import Counter
from typing import NamedTuple, Optional

import psycopg2

from server import query, quote

# The user's relations: nothing of the system, nothing of an extension.
_RELATIONS = """
SELECT c.oid, n.nspname, c.relname, c.relkind, pg_get_expr(c.relpartbound, c.oid),
       c.relispopulated, EXISTS (SELECT FROM pg_partition_tree(c.oid) t JOIN pg_class f ON f.oid = t.relid
                                 WHERE f.relkind = 'f'),
       ARRAY(SELECT i.inhrelid::regclass::text FROM pg_inherits i WHERE i.inhparent = c.oid
             ORDER BY 1)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                  AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 2, 3
"""

# A type's own definition is part of the answer: it can change under its name.
_COLUMNS = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod),
       (SELECT string_agg(f.attname || ' ' || format_type(f.atttypid, f.atttypmod), ', '
                          ORDER BY f.attnum)
        FROM pg_attribute f JOIN pg_type t ON t.typrelid = f.attrelid
        WHERE t.oid = coalesce(nullif(e.typelem, 0), e.oid) AND t.typtype = 'c'
          AND f.attnum > 0 AND NOT f.attisdropped),
       a.attgenerated <> ''
FROM pg_attribute a JOIN pg_type e ON e.oid = a.atttypid
WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped
"""

_SEQUENCES = """
SELECT schemaname, sequencename, last_value, min_value, max_value FROM pg_sequences
"""


class Column(NamedTuple):
    type: str
    definition: Optional[str]
    is_generated: bool


class Table(NamedTuple):
    kind: str
    bounds: Optional[str]
    partitions: tuple
    columns: dict
    rows: list  # of {column: text}


class Contents(NamedTuple):
    tables: dict
    sequences: dict  # name: (last value, lowest, highest)
    populated: set   # materialized views


def contents(opened):
    """All that the user's relations hold. Names are as SQL writes them."""
    tables, populated, sequences = {}, set(), {}
    with opened.cursor() as cursor:
        cursor.execute("SET search_path = ''")
        cursor.execute(_RELATIONS)
        relations = cursor.fetchall()
        columns = {row[0]: _columns(cursor, row[0]) for row in relations}
        cursor.execute("RESET search_path")
    for oid, schema, name, kind, bounds, is_populated, is_elsewhere, children in relations:
        address = f"{quote(schema)}.{quote(name)}"
        if kind in "rp" and not is_elsewhere:
            rows = _rows(opened, address, kind, columns[oid])
            tables[address] = Table(kind, bounds, tuple(children), columns[oid], rows)
        elif kind == "m" and is_populated:
            populated.add(address)
        elif kind == "S":
            sequences[address] = None
    for schema, name, *position in query(opened, _SEQUENCES):
        address = f"{quote(schema)}.{quote(name)}"
        if address in sequences:
            sequences[address] = tuple(position)
    return Contents(tables, sequences, populated)


def _columns(cursor, relation):
    cursor.execute(_COLUMNS, (relation,))
    return {row[0]: Column(*row[1:]) for row in cursor.fetchall()}


def _rows(opened, address, kind, columns):
    if not columns:
        count = query(opened, f"SELECT count(*) FROM ONLY {address}")[0][0] if kind == "r" else 0
        return [{}] * count
    names = list(columns)
    values = ", ".join(f"{quote(name)}::text" for name in names)
    only = "ONLY " if kind == "r" else ""
    return [dict(zip(names, row)) for row in query(opened, f"SELECT {values} FROM {only}{address}")]


def losses(before, after, wanted, opened):
    """Sentences on what is gone and that the change from `before` to the schema of `wanted` doesn't
    delete by itself. `opened` is a connection to the database of `after`."""
    found = []
    for address, table in before.tables.items():
        if address in wanted.tables and address in after.tables:
            found += _table_losses(address, table, after.tables[address], wanted.tables[address],
                                   opened)
    for address, position in before.sequences.items():
        if address in wanted.sequences and address in after.sequences:
            found += _sequence_losses(address, position, after.sequences[address])
    for address in sorted(before.populated & wanted.populated - after.populated):
        found.append(f"materialized view {address} is not populated any more")
    return found


def _table_losses(address, before, after, wanted, opened):
    if _rows_move(before, wanted):
        return []
    if len(before.rows) != len(after.rows):
        return [f"table {address} had {len(before.rows)} rows and has {len(after.rows)}"]
    exact, found = [], []
    for name, column in before.columns.items():
        target = wanted.columns.get(name)
        if not target or target.is_generated or name not in after.columns:
            continue
        values = _converted([row[name] for row in before.rows], column, target, opened)
        if values is None:
            found += _count_losses(address, name, before.rows, after.rows)
        else:
            exact.append((name, values))
    expected = Counter(zip(*(values for _, values in exact)))
    actual = Counter(tuple(row[name] for name, _ in exact) for row in after.rows)
    if exact and expected != actual:
        names = ", ".join(name for name, _ in exact)
        found.append(f"table {address} ({names}) lost {sorted((expected - actual).elements(), key=repr)}"
                     f" and got {sorted((actual - expected).elements(), key=repr)}")
    return found


def _rows_move(before, wanted):
    """Where the change itself moves rows between a table and others."""
    if "p" in (before.kind, wanted.kind):
        return before.partitions != wanted.partitions and before.kind == wanted.kind
    return before.bounds != wanted.bounds


def _converted(values, column, target, opened):
    """The values as the column's next type writes them; None where that type can't read them."""
    if (column.type, column.definition) == (target.type, target.definition):
        return values
    converted = {None: None}
    for value in set(values) - {None}:
        try:
            converted[value] = query(opened, f"SELECT %s::{target.type}::text", value)[0][0]
        except psycopg2.Error:
            return None
    return [converted[value] for value in values]


def _count_losses(address, name, before, after):
    count_before = sum(row[name] is not None for row in before)
    count_after = sum(row[name] is not None for row in after)
    if count_before == count_after:
        return []
    return [f"column {address}.{quote(name)} had {count_before} values and has {count_after}"]


def _sequence_losses(address, before, after):
    last, _, _ = before
    _, lowest, highest = after
    if last is None or not lowest <= last <= highest or after[0] == last:
        return []
    return [f"sequence {address} was at {last} and is at {after[0]}"]
