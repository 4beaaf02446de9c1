"""The history of the client tests: its second revision fails until it is mended."""

BUNDLE = """-- Revision ID: a1
-- Revises:

-- migrate:up
CREATE TABLE customer (id integer PRIMARY KEY, name varchar(50));
INSERT INTO customer (id, name) VALUES (1, 'Ada');
-- migrate:down
DROP TABLE customer;

-- Revision ID: b2
-- Revises: a1

-- migrate:up
UPDATE account SET balance = balance + 1;
INSERT INTO customer (id, name)
VALUES (1, 'again');
-- migrate:down
UPDATE account SET balance = balance - 1;
DELETE FROM customer WHERE id = 2;
"""
MENDED = ("UPDATE account SET balance = balance + 1;\n"
          "INSERT INTO customer (id, name) VALUES (2, 'Bob');")
DONE = "2 revisions upgraded, at b2 (head)"
NOTHING = "nothing to do, at b2 (head)"
