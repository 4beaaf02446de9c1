"""Comparing two schemas by what pg_dump says of them."""

import difflib
import re

from sql_text import first_parentheses, split_list, statements, tokens, words

# What pg_dump says of the session, not of the schema.
_SESSION = re.compile(r"SET (?!default_table_access_method = (?!heap)|default_tablespace = (?!''))"
                      r"|SELECT pg_catalog\.set_config\(")

# Options stand in the order in which they were set: WITH (a=1, b=2), OPTIONS (a '1', b '2').
_OPTIONS = re.compile(r"\b(WITH|OPTIONS) (?=\()")
_WITH_OPTIONS = ("CREATE TABLE", "CREATE UNLOGGED TABLE", "CREATE VIEW", "CREATE MATERIALIZED VIEW",
                 "CREATE INDEX", "CREATE UNIQUE INDEX", "CREATE FOREIGN", "CREATE SERVER",
                 "CREATE USER MAPPING")

# Lists in the order of column numbers, which differ where ALTER TABLE appended a column.
_COLUMN_LISTS = ("CREATE TABLE", "CREATE UNLOGGED TABLE", "CREATE FOREIGN TABLE",
                 "ALTER PUBLICATION")


def normal(dump, without_extension=None):
    """A dump as a sorted list of statements: the order of statements, of columns in a table and of
    options is not a part of the schema. `without_extension` is as if it had never been created."""
    found = []
    for statement in statements(dump):
        statement = _without_comments(statement)
        if _SESSION.match(statement):
            continue
        if without_extension and _is_of_extension(statement, without_extension):
            continue
        if " ".join(words(statement, 3)).startswith(_WITH_OPTIONS):
            statement = _with_sorted_options(statement)
        found.append(_with_sorted_columns(statement) + ";")
    return sorted(found)


def _is_of_extension(statement, name):
    """The extension itself, and what default privileges gave to the objects that it made, all of
    which begin with its name."""
    return re.match(rf"(CREATE|COMMENT ON) EXTENSION (IF NOT EXISTS )?{name}\b"
                    rf"|(GRANT|REVOKE) .* ON \w+ \w+\.{name}_", statement)


def _without_comments(statement):
    return "".join("" if t.kind == "space" and t.text[:2] in ("--", "/*") else t.text
                   for t in tokens(statement)).strip()


def _with_sorted_options(text):
    found = _OPTIONS.search(text)
    if not found:
        return text
    _, inside, after = first_parentheses(text[found.end():])
    options = ", ".join(sorted(split_list(inside)))
    return f"{text[:found.end()]}({options}){_with_sorted_options(after)}"


def _with_sorted_columns(statement):
    start = " ".join(words(statement, 3))
    if start.startswith("CREATE STATISTICS"):
        before, on, rest = statement.partition(" ON ")
        columns, from_, table = rest.rpartition(" FROM ")
        return before + on + ", ".join(sorted(split_list(columns))) + from_ + table
    if not start.startswith(_COLUMN_LISTS):
        return statement
    parts = first_parentheses(statement)
    if not parts or "WHERE" in words(parts[0], 20):
        return statement
    before, inside, after = parts
    return f"{before}(\n    " + ",\n    ".join(sorted(split_list(inside))) + f"\n){after}"


def difference(expected, actual):
    """Statements that only one side has, as a unified difference; empty for equal schemas."""
    expected_lines = "\n".join(expected).splitlines()
    actual_lines = "\n".join(actual).splitlines()
    lines = difflib.unified_diff(expected_lines, actual_lines, "expected", "actual", lineterm="", n=1)
    return "\n".join(list(lines)[2:])
