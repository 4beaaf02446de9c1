"""The harness's own rules, without a database."""

import unittest

from dump import difference, normal
from sql_text import is_about_roles, sections, split_list, statements


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


if __name__ == "__main__":
    unittest.main()
