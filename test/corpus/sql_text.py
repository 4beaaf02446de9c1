"""Reading SQL text as far as a test harness needs it: tokens, statements, lists."""

import re
from typing import NamedTuple

_TOKEN = re.compile(r"""
    (?P<space>   \s+ | --[^\n]* )
  | (?P<string>  [eE]'(?:[^'\\]|\\.|'')*' | (?:[bBxXnN]|[uU]&)?'(?:[^']|'')*' )
  | (?P<quoted>  (?:[uU]&)?"(?:[^"]|"")*" )
  | (?P<dollar>  \$(?P<tag>(?:[^\W\d]\w*)?)\$ .*? \$(?P=tag)\$ )
  | (?P<word>    [^\W\d][\w$]* )
  | (?P<number>  \d[\w.]* )
  | (?P<mark>    . )
""", re.VERBOSE | re.DOTALL)

_COMMENT_END = re.compile(r"/\*|\*/")


class Token(NamedTuple):
    kind: str  # space, string, quoted, dollar, word, number, mark
    text: str


def tokens(text):
    """All of the text, white space and comments included."""
    position = 0
    while position < len(text):
        if text.startswith("/*", position):
            end = _end_of_comment(text, position)
            yield Token("space", text[position:end])
        else:
            match = _TOKEN.match(text, position)
            end = match.end()
            kind = "dollar" if match.lastgroup == "tag" else match.lastgroup
            yield Token(kind, match.group())
        position = end


def _end_of_comment(text, start):
    """Comments nest."""
    depth, position = 1, start + 2
    while depth:
        match = _COMMENT_END.search(text, position)
        if not match:
            return len(text)
        depth += 1 if match.group() == "/*" else -1
        position = match.end()
    return position


def statements(text):
    """Statements without their semicolons; comments before a statement belong to it. What psql does
    not send is left out: backslash commands at the start of a line, text that is only comment."""
    text = re.sub(r"^\\\w.*$", "", text, flags=re.MULTILINE)
    found, current, nesting = [], [], _Nesting()
    for token in tokens(text):
        if token.text == ";" and not nesting.inside():
            found.append(current)
            current, nesting = [], _Nesting()
        else:
            current.append(token)
            nesting.take(token)
    found.append(current)
    return ["".join(t.text for t in statement).strip() for statement in found
            if any(t.kind != "space" for t in statement)]


class _Nesting:
    """Where a semicolon doesn't end the statement: in parentheses, and in the BEGIN ATOMIC … END of
    a function."""

    def __init__(self):
        self.parentheses = 0
        self.blocks = 0
        self.words = []

    def inside(self):
        return self.parentheses > 0 or self.blocks > 0

    def take(self, token):
        if token.text == "(":
            self.parentheses += 1
        elif token.text == ")":
            self.parentheses -= 1
        elif token.kind == "word":
            self._take_word(token.text.upper())

    def _take_word(self, word):
        if word == "ATOMIC" and self.words[-1:] == ["BEGIN"] and self._makes_routine():
            self.blocks = 1
        elif self.blocks and word == "CASE":
            self.blocks += 1
        elif self.blocks and word == "END":
            self.blocks -= 1
        self.words.append(word)

    def _makes_routine(self):
        return any(word in ("FUNCTION", "PROCEDURE") for word in self.words[:4])


def words(statement, count=6):
    """The first words in upper case; quoted names keep their quotes."""
    found = []
    for token in tokens(statement):
        if token.kind in ("word", "quoted", "mark", "string", "dollar", "number"):
            found.append(token.text.upper() if token.kind == "word" else token.text)
            if len(found) == count:
                break
    return found


def split_list(text):
    """The elements between commas that stand in no parentheses, trimmed."""
    elements, depth = [""], 0
    for token in tokens(text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0)
        if token.text == "," and depth == 0:
            elements.append("")
        else:
            elements[-1] += token.text
    return [element.strip() for element in elements]


def first_parentheses(text):
    """(before, inside, after) of the first pair, or None where there is none."""
    before, inside, depth = "", "", 0
    rest = list(tokens(text))
    for i, token in enumerate(rest):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 and token.text == ")":
            return before, inside, "".join(t.text for t in rest[i + 1:])
        if depth == 0:
            before += token.text
        elif depth > 1 or token.text != "(":
            inside += token.text
    return None


def sections(script):
    """A script's upgrade, and whether it runs in a transaction."""
    header, mark, rest = ("\n" + script).partition("\n-- migrate:up")
    if not mark:
        return header, True
    options, _, body = rest.partition("\n")
    return body.partition("\n-- migrate:down")[0], "transaction:false" not in options


_DO_ROLES = re.compile(r"\b(CREATE|ALTER|DROP)\s+(ROLE|USER|GROUP)\b", re.IGNORECASE)


def is_about_roles(statement):
    """True for what changes roles, which belong to the cluster and not to a schema."""
    first = words(statement)
    if first[:1] in (["CREATE"], ["ALTER"], ["DROP"]):
        return first[1:2] in (["ROLE"], ["USER"], ["GROUP"]) and first[2:3] != ["MAPPING"]
    if first[:1] in (["GRANT"], ["REVOKE"]):
        return "ON" not in (t.text.upper() for t in tokens(statement) if t.kind == "word")
    if first[:2] in (["COMMENT", "ON"],):
        return first[2:3] == ["ROLE"]
    return first[:1] == ["DO"] and bool(_DO_ROLES.search(statement))
