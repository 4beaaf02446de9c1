"""The table that the benchmarks of a rebuild change, in every form that a contender needs."""

COLUMNS = ["id", "customer", "name", "price", "created", "note"]
INDEXES = ["CREATE INDEX item_customer ON item (customer)", "CREATE INDEX item_name ON item (name)",
           "CREATE INDEX item_created ON item (created, price)"]

ONE_CHANGE = "ALTER TABLE item ALTER COLUMN price TYPE numeric(10,2);"
FIVE_CHANGES = ONE_CHANGE + """
ALTER TABLE item ALTER COLUMN created SET NOT NULL;
ALTER TABLE item ADD CONSTRAINT item_price CHECK (price >= 0);
ALTER TABLE item ADD COLUMN amount integer NOT NULL DEFAULT 1;
ALTER TABLE item DROP COLUMN note;"""

ONE_BATCH = """with op.batch_alter_table('item') as t:
        t.alter_column('price', type_=sa.Numeric(10, 2))"""
FIVE_BATCH = ONE_BATCH + """
        t.alter_column('created', nullable=False)
        t.create_check_constraint('item_price', 'price >= 0')
        t.add_column(sa.Column('amount', sa.Integer, nullable=False, server_default='1'))
        t.drop_column('note')"""


def create_table(name, price, reference):
    return (f"CREATE TABLE {name} (id integer PRIMARY KEY, customer integer NOT NULL{reference},"
            f" name varchar(50) NOT NULL, price {price} NOT NULL DEFAULT '0', created text,"
            " note text)")


def ddl_and_rows(rows, with_family):
    """`with_family`: a table that item refers to, and one with as many rows that refers to item."""
    reference = " REFERENCES customer" if with_family else ""
    statements = [create_table("item", "text", reference), *INDEXES,
                  f"""WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
                  INSERT INTO item SELECT i, i * 7919 % 10007, 'name ' || (i * 7919 % {rows}),
                  (i % 1000) || '.50', date('2020-01-01', (i % 2000) || ' days'),
                  'a note about row ' || i FROM n"""]
    if with_family:
        statements[:0] = ["CREATE TABLE customer (id integer PRIMARY KEY, name text)",
                          """WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n
                          WHERE i < 10006) INSERT INTO customer SELECT i, 'name ' || i FROM n"""]
        statements += ["""CREATE TABLE line (id integer PRIMARY KEY,
                       item integer NOT NULL REFERENCES item ON DELETE CASCADE, amount integer)""",
                       f"INSERT INTO line SELECT id, id * 7919 % {rows} + 1, 2 FROM item"]
    return statements


def by_hand(with_family):
    """What sqlite.org/lang_altertable.html says."""
    columns = ", ".join(COLUMNS)
    reference = " REFERENCES customer" if with_family else ""
    return ";\n".join(["PRAGMA foreign_keys = off", "BEGIN IMMEDIATE",
                       create_table("item_new", "numeric(10,2)", reference),
                       f"INSERT INTO item_new ({columns}) SELECT {columns} FROM item",
                       "DROP TABLE item", "ALTER TABLE item_new RENAME TO item", *INDEXES,
                       "COMMIT;\n"])
