"""SQLite's SQL written one way, and CREATE TABLE taken apart. It shares nothing with the engine's own
reader, which it judges."""

import re
from typing import NamedTuple

_TOKEN = re.compile(r"""
    (?P<space>  \s+ | --[^\n]* | /\*.*?(?:\*/|\Z) )
  | (?P<blob>   [xX]'[^']*' )
  | (?P<string> '(?:[^']|'')*' )
  | (?P<quoted> "(?:[^"]|"")*" | `(?:[^`]|``)*` | \[[^\]]*\] )
  | (?P<number> 0[xX][0-9a-fA-F]+ | (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? )
  | (?P<word>   [^\W\d][\w$]* )
  | (?P<mark>   ->> | -> | \|\| | <= | >= | <> | != | == | << | >> | . )
""", re.VERBOSE | re.DOTALL)

_SAME_MARKS = {"!=": "<>", "==": "="}


class Token(NamedTuple):
    kind: str  # blob, string, quoted, number, word, mark
    text: str

    def is_word(self, *words):
        return self.kind == "word" and self.text.lower() in words

    def name(self):
        """What it names, without quotes."""
        if self.kind in ("quoted", "string"):
            end = self.text[-1]
            return self.text[1:-1].replace(end + end, end)
        return self.text

    def normal(self):
        if self.kind == "word":
            return self.text.lower()
        if self.kind == "quoted":
            name = self.name().lower()
            return name if re.fullmatch(r"[^\W\d][\w$]*", name) else '"' + name + '"'
        return _SAME_MARKS.get(self.text, self.text)


def tokens(text):
    """Those that mean something."""
    return [Token(m.lastgroup, m.group()) for m in _TOKEN.finditer(text) if m.lastgroup != "space"]


def normal(found):
    """Tokens, or a text, as one line: names bare and in lower case, no comments."""
    found = tokens(found) if isinstance(found, str) else found
    return " ".join(token.normal() for token in found)


class Clause(NamedTuple):
    """A constraint of a table. One that stands at a column is as if it stood at the table."""
    kind: str  # primary key, unique, check, foreign key, not null, default, collate, generated
    name: str
    tokens: list
    column: str = ""  # of what can only stand at a column


class TableText(NamedTuple):
    clauses: list
    options: list  # strict, without rowid

    def of_column(self, column, kind):
        """The last clause of that kind, which is the one that counts."""
        found = [c for c in self.clauses if c.kind == kind and c.column == column]
        return found[-1] if found else None


def read_table(sql):
    """Takes a CREATE TABLE apart."""
    found = tokens(sql)
    start = next(i for i, token in enumerate(found) if token.text == "(")
    end = closing(found, start)
    clauses = []
    for item in split(found[start + 1:end]):
        if item[0].is_word("constraint", "primary", "unique", "check", "foreign"):
            clauses += list(_clauses(item, ""))
        else:
            rest = item[1:]
            while rest and not _begins(rest, 0):
                rest = rest[1:] if rest[0].text != "(" else rest[closing(rest, 0) + 1:]
            clauses += list(_clauses(rest, item[0].name()))
    return TableText(clauses, sorted(normal(option) for option in split(found[end + 1:]) if option))


def closing(found, start):
    depth = 0
    for i in range(start, len(found)):
        depth += {"(": 1, ")": -1}.get(found[i].text, 0)
        if depth == 0:
            return i
    return len(found)


def split(found):
    """Lists of tokens between commas outside of parentheses."""
    items, depth = [[]], 0
    for token in found:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "," and depth == 0:
            items.append([])
        else:
            items[-1].append(token)
    return items


_KINDS = {"primary": "primary key", "unique": "unique", "check": "check", "foreign": "foreign key",
          "references": "foreign key", "not": "not null", "null": "null", "default": "default",
          "collate": "collate", "generated": "generated", "as": "generated"}


def _begins(found, i):
    """Whether a clause begins there. NOT DEFERRABLE, NOT NULL ON CONFLICT, SET NULL and SET DEFAULT
    have words in them that begin clauses elsewhere."""
    token = found[i]
    if token.is_word("constraint"):
        return True
    if token.kind != "word" or token.text.lower() not in _KINDS:
        return False
    after = found[i + 1] if i + 1 < len(found) else Token("mark", "")
    before = found[i - 1] if i else Token("mark", "")
    if token.is_word("not"):
        return after.is_word("null")
    if token.is_word("null"):
        return not before.is_word("not", "set", "default")
    if token.is_word("default"):
        return not before.is_word("set")
    return not (token.is_word("as") and before.is_word("always"))


def _clauses(found, column):
    starts = []
    i = 0
    while i < len(found):
        if found[i].text == "(":
            i = closing(found, i)
        elif _begins(found, i):
            starts.append(i)
            if found[i].is_word("constraint"):
                i += 1
            elif found[i].is_word("foreign"):
                i += next(j for j, t in enumerate(found[i:]) if t.is_word("references"))
            elif found[i].is_word("collate", "default"):
                i += 1 if found[i + 1].text != "(" else 0
        i += 1
    name = ""
    for start, end in zip(starts, starts[1:] + [len(found)]):
        part = found[start:end]
        if part[0].is_word("constraint"):
            name = part[1].name()
            continue
        yield _at_table(_KINDS[part[0].text.lower()], name, part, column)
        name = ""


def _at_table(kind, name, part, column):
    """`PRIMARY KEY DESC ON CONFLICT FAIL AUTOINCREMENT` of id is `PRIMARY KEY (id DESC
    AUTOINCREMENT) ON CONFLICT FAIL`."""
    if not column or kind == "check":
        return Clause(kind, name, part)
    named = [Token("quoted", '"' + column.replace('"', '""') + '"')]
    opened, closed = [Token("mark", "(")], [Token("mark", ")")]
    if kind == "primary key":
        inside = [t for t in part[2:] if t.is_word("asc", "desc", "autoincrement")]
        behind = [t for t in part[2:] if t not in inside]
        return Clause(kind, name, part[:2] + opened + named + inside + closed + behind)
    if kind == "unique":
        return Clause(kind, name, part[:1] + opened + named + closed + part[1:])
    if kind == "foreign key":
        start = [Token("word", "foreign"), Token("word", "key")]
        return Clause(kind, name, start + opened + named + closed + part)
    return Clause(kind, name, part, column)
