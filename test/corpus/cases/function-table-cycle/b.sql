-- A function takes rows of a table whose default and check call another that reads the table.
CREATE SCHEMA app;
CREATE TABLE app.counter (id integer PRIMARY KEY, value integer);
CREATE FUNCTION app.show(c app.counter) RETURNS text LANGUAGE sql AS $$ SELECT c.id || ':' || c.value $$;
CREATE FUNCTION app.next_value() RETURNS integer LANGUAGE sql AS $$ SELECT coalesce(max(value), 0) + 1 FROM app.counter $$;
CREATE FUNCTION app.all_counters() RETURNS SETOF app.counter LANGUAGE sql AS $$ SELECT * FROM app.counter $$;
ALTER TABLE app.counter ALTER COLUMN value SET DEFAULT app.next_value();
CREATE VIEW app.shown AS SELECT app.show(c) AS text FROM app.all_counters() c;
