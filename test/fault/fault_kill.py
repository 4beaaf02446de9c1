"""All or nothing: a process killed at random moments of an upgrade leaves the start or the end.

SQLite: the client is killed, in rollback-journal and in WAL mode, half of the time with a page cache
so small that the file itself has been written to before the commit. PostgreSQL: the backend is
killed, which makes the server restart and recover. 100 times for each; also fewer times in
migrate_deploy, which leaves a whole number of revisions and then goes on from there.

Usage: fault_kill.py [--seed N] [--rounds N] sqlite MODULE | postgres
"""

import sys
import tempfile

import databases
from checks import check, check_equal, finish, take_seed
from generator import Series
from killing import kill_once, test_upgrade, upgrade_seconds

BULK_ROWS = {"sqlite": 5000, "postgres": 1500}  # an upgrade takes about 100 ms


def test_deploy(database, rng, name, setup, rounds):
    order, states = states_between(database)
    seconds, _ = upgrade_seconds(database, setup, "deploy")
    seen = set()
    for number in range(rounds):
        kill_once(database, setup, "deploy", rng.uniform(0.05, 1) * seconds)
        state = database.snapshot("killed")
        if check(f"{name} deploy, round {number}: whole revisions", state in states,
                 "between two revisions"):
            seen.add(states.index(state))
        with database.connect("killed") as session:
            session.deploy()
        check_equal(f"{name} deploy, round {number}: goes on to the end",
                    database.snapshot("killed"), states[-1])
    print(f"{name} deploy: found after revisions {sorted(seen)} of {len(order)}", flush=True)
    check(f"{name} deploy: found between revisions", seen - {0, len(order)}, seen)


def states_between(database):
    database.copy("start", "stepped")
    states = [database.snapshot("stepped")]
    with database.connect("stepped") as session:
        order = [None] * session.run("SELECT count(*) FROM migrate_plan('head')")
        for number in range(len(order)):
            id = session.run("SELECT revision FROM migrate_plan('head') WHERE step = 1")
            order[number] = id
            session.run(f"SELECT migrate_upgrade('{id}')")
            states.append(database.snapshot("stepped"))
    return order, states


def main():
    rng = take_seed()
    rounds = 100
    if "--rounds" in sys.argv:
        position = sys.argv.index("--rounds")
        rounds = int(sys.argv[position + 1])
        del sys.argv[position:position + 2]
    with tempfile.TemporaryDirectory() as folder:
        database = databases.make(sys.argv[1:], folder)
        series = Series(rng, BULK_ROWS[database.name])
        database.create("start", series.bundle())
        start = database.snapshot("start")
        if database.name == "postgres":
            test_upgrade(database, rng, "postgres", ["SET synchronous_commit = on"], rounds, start)
            test_deploy(database, rng, "postgres", ["SET synchronous_commit = on"], rounds // 10)
        else:
            for mode in ("delete", "wal"):
                for cache in (2000, 10):
                    name = f"sqlite, journal_mode {mode}, {cache} pages of cache"
                    setup = [f"PRAGMA journal_mode = {mode}", f"PRAGMA cache_size = {cache}"]
                    test_upgrade(database, rng, name, setup, rounds // 2, start)
                test_deploy(database, rng, name, setup, rounds // 10)
    finish()


main()
