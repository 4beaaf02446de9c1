"""A SQLite schema as facts, by SQLite's own pragmas and, where these are silent, by the text of the
statements. Two databases whose facts are the same have the same schema. No fact: the order of a
table's columns and of statements, comments, which names are quoted."""

import difflib
import sqlite3

from sqlite_text import closing, normal, read_table, split, tokens

# migrate's own tables and what SQLite's modules keep are nobody's.
_OBJECTS = """
SELECT s.type, s.name, s.tbl_name, s.sql, coalesce(l.type, '') FROM sqlite_schema s
LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.name
WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite!_%' ESCAPE '!'
  AND s.tbl_name NOT LIKE 'migrate!_%' ESCAPE '!' AND coalesce(l.type, '') <> 'shadow'
ORDER BY s.rowid
"""


def query(opened, sql, *arguments):
    return opened.execute(sql, arguments).fetchall()


def objects(opened):
    """(type, name, table, sql) of all that users have made; `virtual` is a type."""
    return [("virtual" if kind == "virtual" else what, name, table, sql)
            for what, name, table, sql, kind in query(opened, _OBJECTS)]


def facts(opened):
    """A sorted list of lines."""
    found = []
    for what, name, table, sql in objects(opened):
        if what == "table":
            found += _table_facts(opened, name, sql)
        elif what == "index":
            found.append(f"INDEX {name} {_index(opened, name)} {_in_order(sql)}")
        elif what == "view":
            found.append(f"VIEW {name} {_view_columns(opened, name)} {normal(sql)}")
        else:
            found.append(f"{what.upper()} {name} ON {table} {normal(sql)}")
    return sorted(found)


def _table_facts(opened, table, sql):
    text = read_table(sql)
    rows = query(opened, "SELECT wr, strict FROM pragma_table_list WHERE schema = 'main' AND name = ?",
                 table)
    yield f"TABLE {table} without_rowid={rows[0][0]} strict={rows[0][1]} {' '.join(text.options)}"
    for column in query(opened, "SELECT * FROM pragma_table_xinfo(?)", table):
        yield _column_fact(opened, table, text, column)
    for clause in {_clause_fact(opened, table, clause) for clause in text.clauses}:
        if clause:
            yield f"CONSTRAINT ON {table} {clause}"
    for index, origin in query(opened, "SELECT name, origin FROM pragma_index_list(?)", table):
        if origin != "c":
            yield f"KEY OF {table} {origin} {_index(opened, index)}"
    keys = {}
    for key in query(opened, "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete"
                             " FROM pragma_foreign_key_list(?) ORDER BY id, seq", table):
        keys.setdefault(key[0], []).append(_reference(opened, *key[1:]))
    yield from {f"FOREIGN KEY OF {table} " + ", ".join(sorted(key)) for key in keys.values()}


def _reference(opened, parent, child_column, parent_column, *actions):
    parent_key = parent_column or ", ".join(_primary_key(opened, parent))
    return f"{child_column} -> {parent}.{parent_key} {' '.join(actions)}".lower()


def _primary_key(opened, table):
    return [row[0] for row in query(opened, "SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0"
                                            " ORDER BY pk", table)]


def _column_fact(opened, table, text, column):
    _, name, declared, not_null, default, key, hidden = column
    if hidden in (2, 3):
        declared = declared.lower().removesuffix("generated always").strip()
    clauses = {kind: text.of_column(name, kind)
               for kind in ("collate", "not null", "generated")}
    collation = normal(clauses["collate"].tokens[1:]) if clauses["collate"] else "binary"
    conflict = _conflict(clauses["not null"].tokens) if clauses["not null"] else ""
    expression = _generated(clauses["generated"].tokens) if clauses["generated"] else ""
    return (f"COLUMN {table}.{name} type={normal(declared)} not_null={not_null}{conflict}"
            f" default={_default(opened, default)} key={key} hidden={hidden} collation={collation}"
            f" generated={expression}")


def _conflict(found):
    """ABORT is what happens anyway."""
    for i, token in enumerate(found):
        if token.is_word("on") and found[i + 1].is_word("conflict"):
            action = found[i + 2].text.lower()
            return "" if action == "abort" else f" on conflict {action}"
    return ""


def _generated(found):
    start = next(i for i, token in enumerate(found) if token.text == "(")
    return normal(found[start:closing(found, start) + 1])


def _default(opened, text):
    """A literal is what it stands for; NULL is no default."""
    if text is None:
        return ""
    found = tokens(text)
    while found and found[0].text == "(" and closing(found, 0) == len(found) - 1:
        found = found[1:-1]
    sign = found[:1] and found[0].text in "+-"
    literal = found[1:] if sign else found
    if len(literal) != 1 or literal[0].is_word("current_time", "current_date", "current_timestamp"):
        return "(" + normal(found) + ")"
    if literal[0].kind == "quoted":
        return repr(literal[0].name())
    try:
        value = query(opened, "SELECT " + " ".join(token.text for token in found))[0][0]
    except sqlite3.Error:
        value = literal[0].text
    return "" if value is None else repr(value)


def _clause_fact(opened, table, clause):
    named = f"{clause.name.lower()}: " if clause.name else ""
    if clause.kind == "check":
        return named + normal(clause.tokens[:closing(clause.tokens, 1) + 1])
    if clause.kind in ("primary key", "unique"):
        start = 2 if clause.kind == "primary key" else 1
        end = closing(clause.tokens, start)
        listed = [t for t in clause.tokens[start:end + 1] if not t.is_word("asc")]
        return f"{named}{clause.kind} {normal(listed)}{_conflict(clause.tokens[end:])}"
    if clause.kind == "foreign key":
        return named + _foreign_key(opened, table, clause.tokens)
    return None


def _foreign_key(opened, table, found):
    end = closing(found, 2)
    child = normal(found[2:end + 1])
    parent = found[end + 2].name()
    rest = found[end + 3:]
    listed = ""
    if rest and rest[0].text == "(":
        listed = normal(rest[:closing(rest, 0) + 1])
        rest = rest[closing(rest, 0) + 1:]
    else:
        listed = normal("(" + ", ".join(f'"{name}"' for name in _primary_key(opened, parent)) + ")")
    words = normal(rest)
    actions = {what: next((action for action in ("cascade", "restrict", "set null", "set default")
                           if f"on {what} {action}" in words), "no action")
               for what in ("delete", "update")}
    deferred = "initially deferred" in words and "not deferrable" not in words
    return (f"foreign key {child} references {parent.lower()} {listed} delete {actions['delete']}"
            f" update {actions['update']} deferred {deferred}")


def _index(opened, name):
    """Its columns as SQLite sees them; expressions have no name there."""
    columns = query(opened, "SELECT coalesce(name, ''), desc, coll FROM pragma_index_xinfo(?)"
                            " WHERE key ORDER BY seqno", name)
    return ", ".join(f"{column} {'desc' if down else 'asc'} {collation}".lower()
                     for column, down, collation in columns)


def _in_order(sql):
    """ASC is what an index has anyway."""
    found = tokens(sql)
    start = next(i for i, token in enumerate(found) if token.text == "(")
    end = closing(found, start)
    terms = [[t for t in term if not (t is term[-1] and len(term) > 1 and t.is_word("asc"))]
             for term in split(found[start + 1:end])]
    return (f"{normal(found[:start])} ({', '.join(normal(term) for term in terms)})"
            f" {normal(found[end + 1:])}")


def _view_columns(opened, view):
    try:
        columns = query(opened, "SELECT name FROM pragma_table_xinfo(?)", view)
    except sqlite3.Error as error:
        return f"broken: {error}"
    return "(" + ", ".join(sorted(column[0].lower() for column in columns)) + ")"


def difference(expected, actual):
    """Facts that only one side has, as a unified difference; empty for equal schemas."""
    lines = difflib.unified_diff(expected, actual, "expected", "actual", lineterm="", n=0)
    return "\n".join(line for line in list(lines)[2:] if not line.startswith("@@"))
