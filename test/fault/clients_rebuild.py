"""Rebuilds of tables from real clients, each with its own SQLite, its settings and its own way to open
a transaction: Python's sqlite3, the sqlite3 shell, better-sqlite3 on Node.js. Rows, rowids, what refers
to the tables and the client's settings stay.

Usage: clients_rebuild.py python|shell|node MODULE
"""

import itertools
import os
import sys
import tempfile

import clients
from checks import check, check_equal, finish
from databases import Failure

PRODUCT = """CREATE TABLE product (
  id integer PRIMARY KEY AUTOINCREMENT, -- never given out twice
  sku text NOT NULL COLLATE NOCASE, /* as printed */
  price text DEFAULT '0',
  old text,
  note text,
  "größe" integer AS (length(sku)) STORED,
  parent integer REFERENCES product (id) ON DELETE CASCADE
)"""
ITEM = ("CREATE TABLE item (id integer PRIMARY KEY,"
        " product integer NOT NULL REFERENCES product ON DELETE CASCADE, warehouse integer)")
BESIDE = [
    "CREATE INDEX product_sku ON product (sku DESC, lower(note)) WHERE note <> ''",
    "CREATE VIEW noted AS SELECT id, sku FROM product WHERE note <> 'x'",
    "CREATE VIEW noted_item AS SELECT item.id AS item, sku FROM item JOIN noted ON noted.id = product",
    "CREATE TRIGGER product_gone AFTER DELETE ON product BEGIN INSERT INTO log VALUES (old.sku); END",
    "CREATE TRIGGER item_new AFTER INSERT ON item BEGIN"
    " UPDATE product SET note = note || '+' WHERE id = new.product; END",
]
SETUP = [
    "CREATE TABLE warehouse (id integer PRIMARY KEY, city text NOT NULL)", PRODUCT, ITEM,
    "CREATE TABLE log (what text)",
    "INSERT INTO warehouse VALUES (100, 'Köln')",
    "INSERT INTO product (id, sku, price, old, note, parent) VALUES (1, 'A-1', '12.50', 'x', 'first', NULL),"
    " (2, 'b-2', '7', 'y', 'second', 1), (5, 'C-5', '0.99', 'z', 'third', 2), (9, 'D', '1', '', '', 5)",
    "DELETE FROM product WHERE id = 9",
    "INSERT INTO item VALUES (10, 1, 100), (20, 2, NULL), (50, 5, 100)",
    *BESIDE,
    "CREATE VIRTUAL TABLE search USING fts5 (sku, note, content = 'product', content_rowid = 'id')",
    "INSERT INTO search (search) VALUES ('rebuild')",
]
UP = """ALTER TABLE product ALTER COLUMN price TYPE numeric(10,2), ALTER COLUMN note SET NOT NULL;
ALTER TABLE product ADD CONSTRAINT price_positive CHECK (price >= 0), DROP COLUMN old, ADD UNIQUE (sku);
ALTER TABLE item ADD CONSTRAINT item_warehouse FOREIGN KEY (warehouse) REFERENCES warehouse (id)"""
DOWN = """ALTER TABLE item DROP CONSTRAINT item_warehouse;
ALTER TABLE product DROP CONSTRAINT UNIQUE (sku), DROP CONSTRAINT price_positive;
ALTER TABLE product ADD COLUMN old text, ALTER note DROP NOT NULL, ALTER COLUMN price TYPE text"""
FAILING = """ALTER TABLE product ALTER COLUMN price TYPE real;
ALTER TABLE product ALTER COLUMN parent SET NOT NULL, ALTER COLUMN note TYPE varchar(9)"""

STATES = {
    "start": {"product": PRODUCT, "item": ITEM,
              "rows": ["1|1|A-1|'12.50'|first|3|NULL", "2|2|b-2|'7'|second|3|1",
                       "5|5|C-5|'0.99'|third|3|2"]},
    "up": {"product": PRODUCT.replace("price text", "price numeric(10,2)").replace("  old text,\n", "")
           .replace("note text", "note text NOT NULL")
           .replace("CASCADE\n", "CASCADE,\n  CONSTRAINT price_positive CHECK (price >= 0),\n"
                    "  UNIQUE (sku)\n"),
           "item": ITEM.replace("warehouse integer", "warehouse integer, CONSTRAINT item_warehouse"
                                " FOREIGN KEY (warehouse) REFERENCES warehouse (id)"),
           "rows": ["1|1|A-1|12.5|first|3|NULL", "2|2|b-2|7|second|3|1", "5|5|C-5|0.99|third|3|2"]},
    "down": {"product": PRODUCT.replace("  old text,\n", "")
             .replace("CASCADE\n", "CASCADE,\n  old text\n"), "item": ITEM,
             "rows": ["1|1|A-1|'12.5'|first|3|NULL", "2|2|b-2|'7'|second|3|1",
                      "5|5|C-5|'0.99'|third|3|2"]},
}
SETTINGS = ["foreign_keys", "legacy_alter_table", "recursive_triggers", "trusted_schema",
            "defer_foreign_keys", "writable_schema", "ignore_check_constraints", "cache_size",
            "journal_mode", "reverse_unordered_selects", "query_only"]


def settings(client):
    found = {name: client.rows(f"PRAGMA {name}") for name in SETTINGS}
    try:
        found["a name that is none"] = client.rows('SELECT "no such column"')
    except Failure as failure:
        found["a name that is none"] = str(failure)
    found["in a transaction"] = client.in_transaction()
    return found


def check_state(name, client, state, log=()):
    expected = STATES[state]
    sql = dict(row.split("|", 1) for row in client.rows(
        "SELECT name, sql FROM sqlite_master WHERE tbl_name IN ('product', 'item', 'noted', 'noted_item')"
        " AND sql IS NOT NULL"))
    for table in "product", "item":
        check_equal(f"{name}: statement of {table}", sql.pop(table, None), expected[table])
    check_equal(f"{name}: what is beside", sorted(sql.values()), sorted(BESIDE))
    check_equal(f"{name}: products", client.rows(
        'SELECT rowid, id, sku, quote(price), note, "größe", parent FROM product ORDER BY rowid'),
        expected["rows"])
    check_equal(f"{name}: items", client.rows("SELECT rowid, * FROM item ORDER BY rowid"),
                ["10|10|1|100", "20|20|2|NULL", "50|50|5|100"])
    check_equal(f"{name}: log", client.rows("SELECT what FROM log"), list(log))
    check_equal(f"{name}: view over a view", client.rows("SELECT * FROM noted_item ORDER BY 1"),
                ["10|A-1", "20|b-2", "50|C-5"])
    check_equal(f"{name}: full text", client.rows(
        "SELECT rowid, sku FROM search WHERE search MATCH 'second OR third' ORDER BY rowid"),
        ["2|b-2", "5|C-5"])
    check_equal(f"{name}: AUTOINCREMENT", client.rows(
        "SELECT seq FROM sqlite_sequence WHERE name = 'product'"), ["9"])
    for pragma, result in ("integrity_check", ["ok"]), ("foreign_key_check", []):
        check_equal(f"{name}: {pragma}", client.rows(f"PRAGMA {pragma}"), result)
    check_equal(f"{name}: nothing is left behind", client.rows(
        "SELECT name FROM sqlite_master WHERE name GLOB 'migrate_old*' OR name GLOB 'migrate_probe*'"),
        [])


def store(client, rev_id, up, down):
    values = ", ".join(clients.literal(value) for value in ("Change", up, down))
    client.rows(f"SELECT migrate_revision({values}, 'head', NULL, NULL, NULL, '{rev_id}')")


def check_works(name, client):
    """Triggers fire, foreign keys hold and cascade, ids go on; in a transaction that is undone."""
    client.rows("BEGIN")
    client.rows("INSERT INTO item VALUES (60, 5, 100)")
    check_equal(f"{name}: a trigger of another table", client.rows(
        "SELECT note FROM product WHERE id = 5"), ["third+"])
    client.rows("INSERT INTO product (sku, price, note) VALUES ('new', 3, 'n')")
    check_equal(f"{name}: the next id", client.rows("SELECT max(id) FROM product"), ["10"])
    try:
        check(f"{name}: foreign key", False, client.rows("INSERT INTO item VALUES (70, 77, NULL)"))
    except Failure as failure:
        check(f"{name}: foreign key", "FOREIGN KEY constraint failed" in str(failure), failure)
    client.rows("DELETE FROM product WHERE id = 2")
    check_equal(f"{name}: cascades", client.rows("SELECT id FROM item"), ["10"])
    check_equal(f"{name}: the table's trigger", client.rows("SELECT what FROM log ORDER BY 1"),
                ["C-5", "b-2"])
    client.rows("ROLLBACK")


def failing(name, client, own_transaction):
    """An error, after which nothing differs."""
    store(client, "b2", FAILING, None)
    before = settings(client)
    try:
        if own_transaction:
            client.transaction(["INSERT INTO log VALUES ('mine')", "SELECT migrate_upgrade()"])
        else:
            client.rows("SELECT migrate_upgrade()")
        check(f"{name}: fails", False)
    except Failure as failure:
        message = str(failure)
        check(f"{name}: message", "NOT NULL constraint failed: product.parent" in message, message)
        check(f"{name}: context", 'revision "b2" upgrade, line' in message, message)
    check_equal(f"{name}: settings", settings(client), before)
    client.rows("SELECT migrate_remove('b2')")


def walk(name, client, own_transaction):
    store(client, "a1", UP, DOWN)
    before = settings(client)
    for verb, result, state in (("upgrade()", "1 revision upgraded, at a1 (head)", "up"),
                                ("downgrade('base')", "1 revision downgraded, at base", "down")):
        call, place = f"SELECT migrate_{verb}", f"{name}, {verb}"
        if own_transaction:
            last = "start" if state == "up" else "up"
            client.transaction(["INSERT INTO log VALUES ('mine')", call], rolls_back=True)
            check_state(f"{place}, rolled back", client, last)
            check_equal(f"{place}, rolled back: settings", settings(client), before)
            rows = client.transaction(["INSERT INTO log VALUES ('mine')", call,
                                       "DELETE FROM log WHERE what = 'mine'"])
            check_equal(f"{place}: result", rows[1], [result])
        else:
            check_equal(f"{place}: result", client.rows(call), [result])
        check_state(place, client, state)
        check_equal(f"{place}: settings", settings(client), before)
        check_works(place, client)
        failing(f"{place}, failing", client, own_transaction)
        check_state(f"{place}, failing", client, state)
    if own_transaction:
        return
    client.rows("SELECT migrate_upgrade()")  # the text that a downgrade leaves can be changed too
    check_state(f"{name}, again", client, "up")


def check_defensive(name, client, defensive):
    client.rows("PRAGMA writable_schema = on")
    try:
        client.rows("UPDATE sqlite_master SET sql = sql WHERE rowid = -1")
        check(f"{name}: is defensive still", not defensive)
    except Failure as failure:
        check(f"{name}: is not defensive", defensive, failure)


def main():
    kind, module = sys.argv[1], os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        for number, (journal, own_transaction, trusted, defensive) in enumerate(itertools.product(
                ("delete", "wal"), (False, True), (True, False), (False, True))):
            client = clients.make(kind, os.path.join(folder, f"{number}.db"))
            name = (f"{kind}, SQLite {client.rows('SELECT sqlite_version()')[0]}, {journal}"
                    + ", own transaction" * own_transaction + ", not trusted" * (not trusted)
                    + ", defensive" * defensive)
            client.load(module)
            if client.set_defensive(defensive):
                client.rows(f"PRAGMA journal_mode = {journal}")
                client.rows("PRAGMA foreign_keys = on")
                for statement in SETUP:
                    client.rows(statement)
                client.rows(f"PRAGMA trusted_schema = {'on' if trusted else 'off'}")
                check_state(f"{name}, at the start", client, "start")
                walk(name, client, own_transaction)
                check_defensive(name, client, defensive)
                print(name, flush=True)
            client.close()
    finish()


main()
