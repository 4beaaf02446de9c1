"""The histories that the benchmarks run, in every form that a contender needs."""

import os


def revision_id(i):
    return f"r{i:05d}"


def upgrade_sql(i):
    """Every tenth revision creates a table with a foreign key; the others add a column or an index."""
    table = i // 10
    if i % 10 == 0:
        parent = f"t{table - 1}" if table else "t0"
        return (f"CREATE TABLE t{table} (id integer PRIMARY KEY, name varchar(50) NOT NULL, "
                f"parent_id integer REFERENCES {parent} (id));")
    if i % 2:
        return f"ALTER TABLE t{table} ADD COLUMN c{i} integer;"
    return f"CREATE INDEX t{table}_c{i - 1}_idx ON t{table} (c{i - 1});"


def downgrade_sql(i):
    table = i // 10
    if i % 10 == 0:
        return f"DROP TABLE t{table};"
    if i % 2:
        return f"ALTER TABLE t{table} DROP COLUMN c{i};"
    return f"DROP INDEX t{table}_c{i - 1}_idx;"


def script(i, revises, up, down):
    return (f"-- step {i}\n--\n-- Revision ID: {revision_id(i)}\n-- Revises: {', '.join(revises)}\n\n"
            f"-- migrate:up\n{up}\n\n-- migrate:down\n{down}\n\n")


def linear_bundle(n, with_sql=True):
    parts = []
    for i in range(n):
        revises = [revision_id(i - 1)] if i else []
        parts.append(script(i, revises, upgrade_sql(i) if with_sql else "",
                            downgrade_sql(i) if with_sql else ""))
    return "".join(parts)


def ladder_bundle(n):
    """Base, then two branches and their merge, again and again: n revisions without SQL."""
    parts = [script(0, [], "", "")]
    tip = 0
    while tip + 3 < n:
        for side in (tip + 1, tip + 2):
            parts.append(script(side, [revision_id(tip)], "", ""))
        parts.append(script(tip + 3, [revision_id(tip + 1), revision_id(tip + 2)], "", ""))
        tip += 3
    for i in range(tip + 1, n):
        parts.append(script(i, [revision_id(i - 1)], "", ""))
    return "".join(parts)


def raw_upgrade(n):
    return "".join(upgrade_sql(i) + "\n" for i in range(n))


def operations(i, batch):
    """Revision i as Alembic's users write it; `batch`: its way to drop a column on SQLite."""
    table = i // 10
    if i % 10 == 0:
        parent = f"t{table - 1}" if table else "t0"
        up = (f"op.create_table('t{table}', sa.Column('id', sa.Integer, primary_key=True),"
              " sa.Column('name', sa.String(50), nullable=False),"
              f" sa.Column('parent_id', sa.Integer, sa.ForeignKey('{parent}.id')))")
        return up, f"op.drop_table('t{table}')"
    if i % 2:
        up = f"op.add_column('t{table}', sa.Column('c{i}', sa.Integer))"
        if batch:
            return up, f"with op.batch_alter_table('t{table}') as t: t.drop_column('c{i}')"
        return up, f"op.drop_column('t{table}', 'c{i}')"
    name = f"t{table}_c{i - 1}_idx"
    return (f"op.create_index('{name}', 't{table}', ['c{i - 1}'])",
            f"op.drop_index('{name}', 't{table}')")


def plain_sql(i, _):
    """The same statements as ours, which spares Alembic the making of its own."""
    return f"op.execute({upgrade_sql(i)!r})", f"op.execute({downgrade_sql(i)!r})"


ALEMBIC_ENV = """\
from alembic import context
from sqlalchemy import create_engine
engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""

ALEMBIC_REVISION = """\
import sqlalchemy as sa
from alembic import op
revision = {revision!r}
down_revision = {down_revision!r}
branch_labels = None
depends_on = None


def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
"""


def write_alembic_project(folder, n, url, body, batch):
    versions = os.path.join(folder, "versions")
    os.makedirs(versions)
    with open(os.path.join(folder, "alembic.ini"), "w") as f:
        f.write(f"[alembic]\nscript_location = {folder}\nsqlalchemy.url = {url}\n")
    with open(os.path.join(folder, "script.py.mako"), "w") as f:
        f.write("")
    with open(os.path.join(folder, "env.py"), "w") as f:
        f.write(ALEMBIC_ENV)
    for i in range(n):
        upgrade, downgrade = body(i, batch)
        with open(os.path.join(versions, f"{revision_id(i)}.py"), "w") as f:
            f.write(ALEMBIC_REVISION.format(
                revision=revision_id(i), down_revision=revision_id(i - 1) if i else None,
                upgrade=upgrade, downgrade=downgrade))


COLUMN_TYPES = ["integer", "text", "numeric(10,2)", "timestamp with time zone", "varchar(40)",
                "boolean", "uuid", "jsonb", "date"]


def schema_ddl(tables):
    """Ten columns, a key and three more indexes for each table, a foreign key for every other one."""
    statements = []
    for i in range(tables):
        columns = ["id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"]
        for j, name in enumerate(COLUMN_TYPES):
            columns.append(f"c{j} {name}" + (" NOT NULL" if j % 2 else "")
                           + (" DEFAULT 0" if j == 0 else ""))
        if i % 2:
            columns[1] = f"c0 bigint REFERENCES t{i - 1}"
        statements.append(f"CREATE TABLE t{i} ({', '.join(columns)});")
        statements += [f"CREATE INDEX t{i}_c{j} ON t{i} (c{j});" for j in (1, 3, 4)]
    return "\n".join(statements) + "\n"


def sqlite_schema_ddl(tables):
    """Statements for tables with keys, checks, defaults and an index each, views and triggers."""
    statements = []
    for i in range(tables):
        statements += [
            f"""CREATE TABLE table_{i} (
  id integer PRIMARY KEY,
  name varchar(50) NOT NULL DEFAULT 'x',
  amount numeric(10,2) CHECK (amount >= 0),
  parent_id integer REFERENCES table_{max(0, i - 1)} ON DELETE CASCADE,
  created text DEFAULT CURRENT_TIMESTAMP,
  note text COLLATE NOCASE, -- whatever comes
  UNIQUE (name, created)
)""",
            f"CREATE INDEX table_{i}_parent ON table_{i} (parent_id)"]
        if i % 10 == 0:
            statements += [
                f"CREATE VIEW view_{i} AS SELECT id, name FROM table_{i} WHERE amount > 1",
                f"""CREATE TRIGGER trigger_{i} AFTER INSERT ON table_{i} BEGIN
  UPDATE table_{i} SET note = 'made' WHERE id = new.id;
END"""]
    return ";\n".join(statements) + ";\n"


def sqlite_pragmas(tables):
    """What the sqlite3 shell is asked to tell all of that schema, once."""
    lines = [".schema"]
    for i in range(tables):
        lines += [f"PRAGMA {name}(table_{i});"
                  for name in ("table_xinfo", "foreign_key_list", "index_list")]
        lines += [f"PRAGMA index_xinfo({name});"
                  for name in (f"table_{i}_parent", f"sqlite_autoindex_table_{i}_1")]
    return "\n".join(lines)


def changed(ddl):
    """A column more, another type, an index less, a table more."""
    ddl = ddl.replace("c1 text NOT NULL", "c1 varchar(100) NOT NULL", 1)
    ddl = ddl.replace("c8 date)", "c8 date, c9 text)", 1)
    ddl = ddl.replace("CREATE INDEX t0_c4 ON t0 (c4);\n", "")
    return ddl + "CREATE TABLE added (id integer PRIMARY KEY);\n"
