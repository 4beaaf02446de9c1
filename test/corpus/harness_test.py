"""The harness's own rules, without a server."""

import sqlite3
import unittest

from dump import difference, normal
from sql_text import is_about_roles, sections, split_list, statements
from sqlite_rows import contents, losses
from sqlite_schema import facts


class Statements(unittest.TestCase):
    def test_a_semicolon_inside_of_something_ends_nothing(self):
        found = [
            "SELECT 'a;b', E'\\';', \"c;d\"",
            "-- no; end\nSELECT $x$ ; $y$ ; $x$",
            "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
            "/* ; /* ; */ ; */ SELECT 1",
        ]
        self.assertEqual(statements(";\n".join(found) + ";\n-- end\n"), found)

    def test_a_function_body_ends_with_its_own_end(self):
        function = ("CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC\n"
                    "SELECT CASE WHEN true THEN 1 END;\nSELECT 2;\nEND")
        self.assertEqual(statements(function + ";\nSELECT 3"), [function, "SELECT 3"])

    def test_what_psql_keeps_to_itself_is_left_out(self):
        self.assertEqual(statements("\\restrict abc\nSELECT 1;\n\\unrestrict abc\n"), ["SELECT 1"])

    def test_names_and_dollars(self):
        self.assertEqual(statements("SELECT a$b$c; SELECT $1; SELECT ünï"),
                         ["SELECT a$b$c", "SELECT $1", "SELECT ünï"])

    def test_commas_in_parentheses_part_nothing(self):
        self.assertEqual(split_list("a numeric(3,1), b text DEFAULT ',', c int[1]"),
                         ["a numeric(3,1)", "b text DEFAULT ','", "c int[1]"])


class Roles(unittest.TestCase):
    def test_what_changes_roles(self):
        for text in ("CREATE ROLE a", "alter user a set x = 1", "DROP GROUP a", "GRANT a TO b",
                     "REVOKE ADMIN OPTION FOR a FROM b", "COMMENT ON ROLE a IS 'on'",
                     "-- first\nDO $$ BEGIN CREATE ROLE a; END $$"):
            self.assertTrue(is_about_roles(text), text)

    def test_what_does_not(self):
        for text in ("CREATE USER MAPPING FOR a SERVER s", "GRANT SELECT ON t TO a",
                     "REVOKE ALL ON SCHEMA s FROM a", "CREATE TABLE role (a int)",
                     "DO $$ BEGIN CREATE TABLE t (); END $$", "COMMENT ON TABLE role IS ''"):
            self.assertFalse(is_about_roles(text), text)


class Dumps(unittest.TestCase):
    def test_the_order_of_statements_and_columns_is_no_difference(self):
        one = "SET a = b;\nCREATE TABLE s.t (\n    a integer,\n    b numeric(3,1)\n);\nCREATE VIEW v;\n"
        other = "-- x\nCREATE VIEW v;\nCREATE TABLE s.t (\n    b numeric(3,1),\n    a integer\n);"
        self.assertEqual(difference(normal(one), normal(other)), "")

    def test_all_else_is(self):
        one, other = ("CREATE TYPE t AS (a integer, b text);", "CREATE TYPE t AS (b text, a integer);")
        self.assertEqual(difference(normal(one), normal(other)).splitlines()[1:],
                         ["-" + one, "+" + other])

    def test_an_extension_can_be_left_out(self):
        text = ("CREATE EXTENSION IF NOT EXISTS migrate WITH SCHEMA public;\n"
                "COMMENT ON EXTENSION migrate IS 'x';\nGRANT ALL ON FUNCTION public.migrate_heads() TO a;"
                "CREATE EXTENSION IF NOT EXISTS hstore;")
        self.assertEqual(normal(text, without_extension="migrate"),
                         ["CREATE EXTENSION IF NOT EXISTS hstore;"])

    def test_the_order_of_options(self):
        one = ("CREATE TABLE t (\n    a int OPTIONS (x '1', y ', z')\n)\nWITH (c=1, b='2');"
               "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (\n    b '1',\n    a '2'\n);")
        other = ("CREATE TABLE t (\n    a int OPTIONS (y ', z', x '1')\n)\nWITH (b='2', c=1);"
                 "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (\n    a '2',\n    b '1'\n);")
        self.assertEqual(difference(normal(one), normal(other)), "")

    def test_lists_of_columns_elsewhere(self):
        one = ("CREATE STATISTICS s (ndistinct) ON b, a FROM t;"
               "ALTER PUBLICATION p ADD TABLE ONLY t (b, a) WHERE ((a > 1));")
        other = ("CREATE STATISTICS s (ndistinct) ON a, b FROM t;"
                 "ALTER PUBLICATION p ADD TABLE ONLY t (a, b) WHERE ((a > 1));")
        self.assertEqual(difference(normal(one), normal(other)), "")


class Sections(unittest.TestCase):
    def test_the_upgrade_of_a_script(self):
        self.assertEqual(sections("-- x\n\n-- migrate:up transaction:false\nA;\n-- migrate:down\nB;"),
                         ("A;", False))

    def test_bare_statements(self):
        self.assertEqual(sections("A;\nB;"), ("\nA;\nB;", True))


def sqlite_database(text):
    opened = sqlite3.connect(":memory:", isolation_level=None)
    opened.executescript(text)
    return opened


def sqlite_facts(text):
    return facts(sqlite_database(text))


class SqliteSchemas(unittest.TestCase):
    def test_each_property_is_a_difference(self):
        before, after = "CREATE TABLE p (a PRIMARY KEY, b UNIQUE); CREATE TABLE t (", ");"
        for one, other in (
                ("a int", "a integer"), ("a", "a text"), ("a", "A"), ("a int", "a int NOT NULL"),
                ("a NOT NULL", "a NOT NULL ON CONFLICT FAIL"), ("a", "a DEFAULT 0"),
                ("a DEFAULT 'x'", "a DEFAULT 'X'"), ("a DEFAULT (1 + 1)", "a DEFAULT (1+2)"),
                ("a DEFAULT 1", "a DEFAULT '1'"), ("a", "a COLLATE nocase"),
                ("a, b AS (a)", "a, b AS (a + 1)"), ("a, b AS (a)", "a, b AS (a) STORED"),
                ("a, b", "a, b AS (a)"), ("a", "a CHECK (a)"), ("a CHECK (a)", "a CHECK (NOT a)"),
                ("a CHECK (a)", "a CONSTRAINT n CHECK (a)"), ("a", "a UNIQUE"),
                ("a UNIQUE", "a UNIQUE ON CONFLICT IGNORE"), ("a UNIQUE", "a PRIMARY KEY"),
                ("a, b, UNIQUE (a, b)", "a, b, UNIQUE (b, a)"),
                ("a, UNIQUE (a)", "a, UNIQUE (a DESC)"),
                ("a, UNIQUE (a)", "a, UNIQUE (a COLLATE nocase)"),
                ("a int PRIMARY KEY", "a integer PRIMARY KEY"),
                ("a integer PRIMARY KEY", "a integer PRIMARY KEY AUTOINCREMENT"),
                ("a integer PRIMARY KEY", "a integer PRIMARY KEY ON CONFLICT FAIL"),
                ("a", "a REFERENCES p"), ("a REFERENCES p", "a REFERENCES p (b)"),
                ("a REFERENCES p", "a REFERENCES p ON DELETE CASCADE"),
                ("a REFERENCES p ON DELETE CASCADE", "a REFERENCES p ON UPDATE CASCADE"),
                ("a REFERENCES p", "a REFERENCES p DEFERRABLE INITIALLY DEFERRED"),
                ("a REFERENCES p", "a CONSTRAINT n REFERENCES p")):
            self.assertNotEqual(sqlite_facts(before + one + after),
                                sqlite_facts(before + other + after), (one, other))

    def test_options_indexes_views_and_triggers_are_differences(self):
        table = "CREATE TABLE t (a text PRIMARY KEY, b int)"
        for one, other in (
                ("", " STRICT"), ("", " WITHOUT ROWID"),
                ("; CREATE INDEX i ON t (a)", "; CREATE UNIQUE INDEX i ON t (a)"),
                ("; CREATE INDEX i ON t (a)", "; CREATE INDEX i ON t (a DESC)"),
                ("; CREATE INDEX i ON t (a)", "; CREATE INDEX i ON t (a COLLATE nocase)"),
                ("; CREATE INDEX i ON t (a)", "; CREATE INDEX i ON t (a) WHERE b > 0"),
                ("; CREATE INDEX i ON t (a)", "; CREATE INDEX I ON t (a)"),
                ("; CREATE INDEX i ON t (a + 1)", "; CREATE INDEX i ON t (a + 2)"),
                ("; CREATE VIEW v AS SELECT a FROM t", "; CREATE VIEW v AS SELECT a, b FROM t"),
                ("; CREATE VIEW v AS SELECT a FROM t", "; CREATE VIEW v (x) AS SELECT a FROM t"),
                ("; CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
                 "; CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 2; END")):
            self.assertNotEqual(sqlite_facts(table + one), sqlite_facts(table + other), (one, other))

    def test_the_order_of_columns_and_what_sqlite_does_not_see_is_none(self):
        one = """CREATE TABLE t (a VARCHAR (10) DEFAULT ('x') UNIQUE CHECK (a <> 'y'), -- a
                 b int REFERENCES p (id), c); CREATE TABLE p (id integer PRIMARY KEY);
                 CREATE INDEX i ON t ("A" ASC)"""
        other = """CREATE TABLE p (id integer, PRIMARY KEY (id)); CREATE TABLE t (b int, "c",
                   a varchar(10) DEFAULT 'x', CHECK ([a] != 'y'), UNIQUE (a),
                   FOREIGN KEY (b) REFERENCES p ON DELETE NO ACTION); CREATE INDEX i ON t (a)"""
        self.assertEqual(sqlite_facts(one), sqlite_facts(other))


class SqliteRows(unittest.TestCase):
    def found(self, before, after):
        held = contents(sqlite_database(after))
        return losses(contents(sqlite_database(before)), held, held)

    def test_values_go_through_the_affinity_of_their_column(self):
        self.assertEqual(self.found("CREATE TABLE t (a text); INSERT INTO t VALUES ('007'), ('x')",
                                    "CREATE TABLE t (a int); INSERT INTO t VALUES (7), ('x')"), [])

    def test_a_value_a_row_and_a_rowid_can_be_lost(self):
        before = "CREATE TABLE t (a, b); INSERT INTO t (rowid, a, b) VALUES (5, 1, 2), (9, 3, 4)"
        for after in ("(5, 1, 2), (9, 3, 5)", "(5, 1, 2)", "(5, 1, 2), (8, 3, 4)",
                      "(5, 1, 2), (9, '3', 4)", "(5, 1, 2), (9, 3, 4), (10, 1, 1)"):
            text = f"CREATE TABLE t (a, b); INSERT INTO t (rowid, a, b) VALUES {after}"
            self.assertEqual(len(self.found(before, text)), 1, after)

    def test_the_mark_of_autoincrement_can_be_lost(self):
        table = "CREATE TABLE t (a integer PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (9)"
        self.assertEqual(self.found(table + "; DELETE FROM t", table.replace("9", "8")
                                    + "; DELETE FROM t"), ["table t was at 9 and is at 8"])

    def test_a_full_text_index_can_lose_its_rows(self):
        text = ("CREATE TABLE t (a); INSERT INTO t VALUES ('x');"
                "CREATE VIRTUAL TABLE f USING fts5 (a, content = 't');")
        rebuilt = text + "INSERT INTO f (f) VALUES ('rebuild')"
        self.assertEqual(self.found(rebuilt, rebuilt), [])
        self.assertEqual(self.found(rebuilt, text), ["table f does not find its rows any more"])


if __name__ == "__main__":
    unittest.main()
