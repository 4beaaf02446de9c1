-- A column's type changes below functions with a parsed body, one of which a view calls.
CREATE TABLE account (id integer PRIMARY KEY, balance integer NOT NULL);
CREATE FUNCTION richest() RETURNS integer STABLE
BEGIN ATOMIC
  SELECT id FROM account WHERE balance = (SELECT max(balance) FROM account);
END;
CREATE PROCEDURE charge(account_id integer, fee integer)
BEGIN ATOMIC
  UPDATE account SET balance = balance - fee WHERE id = account_id;
END;
CREATE VIEW leader AS SELECT richest() AS id;
