"""A process killed at random moments of the rebuild of a large table, or while its rows are written
again where they are (edit_schema), leaves the start or the end.

The table has children under enforced foreign keys, indexes, a trigger and a view. 100 kills, half of
them aimed at the commit: in rollback-journal and in WAL mode, with a large and a small page cache.

Usage: fault_kill_rebuild.py [--seed N] [--rounds N] sqlite MODULE
"""

import sys
import tempfile

import databases
from checks import finish, take_seed
from killing import test_upgrade

ROWS = 20000
SETUP = [
    "CREATE TABLE big (id integer PRIMARY KEY AUTOINCREMENT, -- the key\n"
    "  a text NOT NULL, b real DEFAULT 1 CHECK (b > 0), c text)",
    "CREATE TABLE child (id integer PRIMARY KEY, big integer REFERENCES big ON DELETE CASCADE)",
    "CREATE INDEX big_a ON big (a)",
    "CREATE INDEX big_b ON big (b DESC) WHERE b > 5",
    "CREATE UNIQUE INDEX big_c ON big (c, id)",
    "CREATE VIEW small AS SELECT id, c FROM big WHERE b < 10",
    "CREATE TRIGGER big_gone AFTER DELETE ON big BEGIN INSERT INTO child (big) VALUES (NULL); END",
    f"""WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
        INSERT INTO big SELECT 3 * i, 'row ' || i, 1 + i % 20, hex(i) FROM n""",
    "INSERT INTO child (big) SELECT id FROM big WHERE id % 7 = 0",
]
REBUILD = """ALTER TABLE big ALTER COLUMN b TYPE numeric(10,2), ALTER c SET NOT NULL;
ALTER TABLE big ADD COLUMN d text DEFAULT (upper('x')), DROP COLUMN a, ADD CHECK (b < 100);"""

RETYPE = "ALTER TABLE big ALTER COLUMN c TYPE numeric;"


def make_start(database, change):
    database.create("start")
    with database.connect("start") as session:
        for statement in SETUP:
            session.run(statement)
        session.run("SELECT migrate_setting('edit_schema', 'on')")
        session.run("SELECT migrate_revision('Change', ?)", change)
    return database.snapshot("start")


def main():
    rng = take_seed()
    rounds = 100
    if "--rounds" in sys.argv:
        position = sys.argv.index("--rounds")
        rounds = int(sys.argv[position + 1])
        del sys.argv[position:position + 2]
    with tempfile.TemporaryDirectory() as folder:
        database = databases.make(sys.argv[1:], folder)
        for change in REBUILD, RETYPE:
            start = make_start(database, change)
            for mode in ("delete", "wal"):
                for cache in (2000, 10):
                    name = f"{change[:38]}…, journal_mode {mode}, {cache} pages of cache"
                    setup = [f"PRAGMA journal_mode = {mode}", f"PRAGMA cache_size = {cache}"]
                    test_upgrade(database, rng, name, setup, rounds // 4, start)
    finish()


main()
