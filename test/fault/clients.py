"""Clients of SQLite behind one face: rows as text, errors as Failure, the client's own transactions.

A row is its values joined with "|", NULL is "NULL".
"""

import json
import os
import sqlite3
import subprocess

from databases import Failure, require_sqlite_version


def literal(value):
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


class Undone(Exception):
    """Leaves a transaction that is to be rolled back."""


class Python:
    """With Python's own transactions, which it opens before INSERT, UPDATE and DELETE."""

    def __init__(self, path):
        require_sqlite_version()
        self.connection = sqlite3.connect(path, isolation_level=None)

    def load(self, module):
        self.connection.enable_load_extension(True)
        self.connection.load_extension(module)
        self.connection.enable_load_extension(False)

    def set_defensive(self, on):
        """Result: whether this client has it so."""
        if not hasattr(self.connection, "setconfig"):
            return not on  # before Python 3.12
        self.connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, on)
        return True

    def rows(self, sql):
        try:
            return ["|".join("NULL" if value is None else str(value) for value in row)
                    for row in self.connection.execute(sql)]
        except sqlite3.Error as error:
            raise Failure(str(error)) from error

    def in_transaction(self):
        return self.connection.in_transaction

    def transaction(self, statements, rolls_back=False):
        """Result: the rows of each statement."""
        self.connection.isolation_level = ""
        results = []
        try:
            with self.connection:
                results += [self.rows(statement) for statement in statements]
                if rolls_back:
                    raise Undone
        except Undone:
            pass
        finally:
            self.connection.isolation_level = None
        return results

    def close(self):
        self.connection.close()


class Shell:
    def __init__(self, path):
        require_sqlite_version()
        self.process = subprocess.Popen(
            ["sqlite3", "-batch", "-init", os.devnull, path], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.is_in_transaction = False
        self.command(".mode list\n.nullvalue NULL\n.separator | \"\\036\"")

    def command(self, text):
        self.process.stdin.write(text + "\n.print \\035\n")
        self.process.stdin.flush()
        output = ""
        while not output.endswith("\x1d\n"):
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError(f"the shell has ended: {output}")
            output += line
        return output[:-2]

    def load(self, module):
        self.command(f".load {module.removesuffix('.so')}")

    def set_defensive(self, on):
        self.command(f".dbconfig defensive {'on' if on else 'off'}")
        return True

    def rows(self, sql):
        output = self.command(sql + ";")
        if output.startswith(("Runtime error", "Parse error", "Error")):
            raise Failure(output)
        word = sql.split()[0]
        if word in ("BEGIN", "COMMIT", "ROLLBACK"):
            self.is_in_transaction = word == "BEGIN"
        return output.split("\x1e")[:-1]

    def in_transaction(self):
        """As BEGIN says: it is an error inside of one."""
        try:
            self.rows("SAVEPOINT probe")
            self.rows("RELEASE probe")
            self.rows("BEGIN")
        except Failure:
            return True
        self.rows("ROLLBACK")
        return False

    def transaction(self, statements, rolls_back=False):
        self.rows("BEGIN")
        try:
            results = [self.rows(statement) for statement in statements]
        except Failure:
            self.rows("ROLLBACK")
            raise
        self.rows("ROLLBACK" if rolls_back else "COMMIT")
        return results

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Node:
    """better-sqlite3, with its `transaction` inside another one: a savepoint."""

    def __init__(self, path):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "better_sqlite3.js")
        self.process = subprocess.Popen(["node", script, path], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise Failure(answer["error"])
        return answer["result"]

    def load(self, module):
        self.ask(verb="load", path=module)

    def set_defensive(self, on):
        self.ask(verb="defensive", on=on)
        return True

    def rows(self, sql):
        return self.ask(verb="rows", sql=sql)

    def in_transaction(self):
        return self.ask(verb="in_transaction")

    def transaction(self, statements, rolls_back=False):
        return self.ask(verb="transaction", statements=statements, rolls_back=rolls_back)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def make(kind, path):
    return {"python": Python, "shell": Shell, "node": Node}[kind](path)
