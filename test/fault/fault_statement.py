"""All or nothing: each statement of a history fails once, in both directions.

For every statement of a generated history, replaced by one that fails: the error names revision and
line; schema, rows, version rows and log are as before, whether the call was made outside a
transaction or in the caller's, whose own rows stay. migrate_deploy keeps the revisions before the
failing one and goes on from there once it is mended.

Usage: fault_statement.py [--seed N] sqlite MODULE | postgres
"""

import re
import sys
import tempfile
from dataclasses import dataclass

import databases
from checks import check, check_equal, finish, take_seed
from databases import Failure
from generator import Series, Statement, compose


@dataclass
class Fault:
    sql: str
    sqlite: str  # what the database says of it
    postgres: str


# Those that change rows before they fail come first: what they did must be undone as well.
FAULTS = [
    Fault("UPDATE account SET balance = balance + 10 - 40 * (id - 1) * (id - 2)",
          "CHECK constraint failed", "violates check constraint"),
    Fault("INSERT INTO account (id, name, balance) VALUES (77, 'dora', 1), (78, 'ann', 1)",
          "UNIQUE constraint failed", "duplicate key value"),
    Fault("INSERT INTO entry (id, account_id, amount) SELECT id + 90, id + 1, 1 FROM account",
          "FOREIGN KEY constraint failed", "violates foreign key constraint"),
    Fault("CREATE TABEL broken (id integer)", 'near "TABEL": syntax error',
          'syntax error at or near "TABEL"'),
    Fault("INSERT INTO missing_table (id) VALUES (1)", "no such table: missing_table",
          'relation "missing_table" does not exist'),
]
# At run time, in the second row of three.
RUNTIME = {
    "sqlite": Fault("UPDATE account SET balance = abs(-9223372036854775807 - (id > 1))",
                    "integer overflow", ""),
    "postgres": Fault("UPDATE account SET balance = 1 + abs(1 / (id - 2))", "", "division by zero"),
}


class Case:
    """One statement of one direction, replaced by a fault."""

    def __init__(self, database, revision, direction, index, fault):
        self.database, self.revision, self.direction = database, revision, direction
        self.fault = fault
        statements = [Statement(s.sql) for s in
                      (revision.up if direction == "upgrade" else revision.down)]
        self.statement = statements[index]
        self.statement.sql = fault.sql
        self.script = compose(statements)
        self.mended = revision.script(direction)
        self.name = (f"{database.name} {direction} of {revision.id}, statement {index + 1},"
                     f" {fault.sql[:30]!r}")

    def check_error(self, error):
        says = self.fault.sqlite if self.database.name == "sqlite" else self.fault.postgres
        check(f"{self.name}: the database's own message", says in error.splitlines()[0], error)
        line = re.search(r'revision "(\w+)" (\w+), line (\d+): (.*)', error)
        place = line and (line[1], line[2], int(line[3]), line[4].rstrip("… "))
        expected = (self.revision.id, self.direction, self.statement.line)
        check_equal(f"{self.name}: place", place and place[:3], expected)
        check(f"{self.name}: shows the statement", place and self.fault.sql.startswith(place[3]),
              error)

    def run(self, call):
        """Result: whether the call failed, as it should."""
        try:
            result = call()
        except Failure as failure:
            self.check_error(str(failure))
            return True
        return check(f"{self.name}: fails", False, result)


def cases(database, series, direction):
    faults = FAULTS + [RUNTIME[database.name]]
    for number, (revision, index) in enumerate(series.statements(direction)):
        yield Case(database, revision, direction, index, faults[number % len(faults)])
        yield Case(database, revision, direction, index, faults[(number + 3) % len(faults)])


def move(session, direction):
    return session.run(f"SELECT migrate_{direction}('{'head' if direction == 'upgrade' else 'base'}')")


def failures(session):
    return session.run("SELECT count(*) FROM migrate_log WHERE operation = 'failure'")


def outside_transaction(database, which, case):
    with database.connect(which) as session:
        session.set_script(case.revision.id, case.direction, case.script)
        before, logged = database.snapshot(which), failures(session)
        case.run(lambda: move(session, case.direction))
        check_equal(f"{case.name}: state", database.snapshot(which), before)
        check_equal(f"{case.name}: failures logged", failures(session) - logged, 1)
        check(f"{case.name}: no transaction left", not session.in_transaction())
        session.set_script(case.revision.id, case.direction, case.mended)


def inside_transaction(database, which, case):
    with database.connect(which) as session:
        session.set_script(case.revision.id, case.direction, case.script)
        before, logged = database.snapshot(which), failures(session)
        session.run("BEGIN")
        session.run("INSERT INTO own_row (id, text) VALUES (1, 'mine'), (2, 'mine too')")
        if database.name == "postgres":
            session.run("SAVEPOINT own")
        case.run(lambda: move(session, case.direction))
        if database.name == "postgres":
            session.run("ROLLBACK TO own")
        check(f"{case.name}: the caller's transaction is open", session.in_transaction())
        session.run("UPDATE own_row SET text = 'still mine' WHERE id = 2")
        session.run("COMMIT")
        check_equal(f"{case.name}: the caller's rows",
                    session.run("SELECT count(*) FROM own_row WHERE text IN ('mine', 'still mine')"),
                    2)
        check_equal(f"{case.name}: failures logged", failures(session) - logged, 1)
        session.run("DELETE FROM own_row")
        check_equal(f"{case.name}: state", database.snapshot(which), before)
        session.set_script(case.revision.id, case.direction, case.mended)


def test_direction(database, series, direction):
    database.create("faulty", series.bundle())
    if direction == "downgrade":
        with database.connect("faulty") as session:
            move(session, "upgrade")
    start = database.snapshot("faulty")
    for number, case in enumerate(cases(database, series, direction)):
        (inside_transaction if number % 2 else outside_transaction)(database, "faulty", case)
    check_equal(f"{database.name} {direction}: start after all faults", database.snapshot("faulty"),
                start)
    with database.connect("faulty") as session:
        count = len(series.revisions)
        where = f"{series.head} (head)" if direction == "upgrade" else "base"
        check_equal(f"{database.name} {direction}: mended", move(session, direction),
                    f"{count} revisions {direction}d, at {where}")


def test_deploy(database, series):
    """The fault in each revision in turn; the revisions before it stay, each with its log entry."""
    database.create("start", series.bundle())
    order, states = step_by_step(database)
    for number, id in enumerate(order):
        revision = next(r for r in series.revisions if r.id == id)
        fault = FAULTS[number % len(FAULTS)]
        case = Case(database, revision, "upgrade", number % len(revision.up), fault)
        case.name = "deploy, " + case.name
        database.copy("start", "deployed")
        with database.connect("deployed") as session:
            session.set_script(id, "upgrade", case.script)
            case.run(session.deploy)
            check_equal(f"{case.name}: log", log(session),
                        [("upgrade", done) for done in order[:number]] + [("failure", id)])
            session.set_script(id, "upgrade", case.mended)
            check_equal(f"{case.name}: state", without_log(database.snapshot("deployed")),
                        states[number])
            left = len(order) - number
            check_equal(f"{case.name}: mended", session.deploy(),
                        f"{left} revision{'s' if left > 1 else ''} upgraded,"
                        f" at {series.head} (head)")
            check_equal(f"{case.name}: nothing left", session.deploy(),
                        f"nothing to do, at {series.head} (head)")
        check_equal(f"{case.name}: end", without_log(database.snapshot("deployed")), states[-1])


def step_by_step(database):
    """The order of an upgrade and the state after each of its steps, the first being the start."""
    database.copy("start", "stepped")
    states = [without_log(database.snapshot("stepped"))]
    with database.connect("stepped") as session:
        order = plan(session, database)
        for id in order:
            session.run(f"SELECT migrate_upgrade('{id}')")
            states.append(without_log(database.snapshot("stepped")))
    return order, states


def plan(session, database):
    rows = "SELECT revision FROM migrate_plan('head') ORDER BY step"
    join = "group_concat" if database.name == "sqlite" else "string_agg"
    return session.run(f"SELECT {join}(revision, ',') FROM ({rows}) AS steps").split(",")


def log(session):
    cursor = session.connection.cursor()
    cursor.execute("SELECT operation, revision FROM migrate_log ORDER BY log_id")
    return cursor.fetchall()


def without_log(snapshot):
    return {what: [line for line in lines if not line.startswith("log ")]
            for what, lines in snapshot.items() if what != "rows of migrate_log"}


def main():
    rng = take_seed()
    with tempfile.TemporaryDirectory() as folder:
        database = databases.make(sys.argv[1:], folder)
        series = Series(rng)
        print(f"{len(series.revisions)} revisions, {len(series.statements('upgrade'))} statements")
        test_direction(database, series, "upgrade")
        test_direction(database, series, "downgrade")
        test_deploy(database, series)
    finish()


main()
