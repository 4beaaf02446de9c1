-- Pins: the life of a model, from its first text to a downgrade, and what is refused on the way.
-- Source: contract, section 4.
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');
SET migrate.watch_schema = off;

-- Without a model there is nothing to compare with.
SELECT migrate_model();
SELECT migrate_check();
SELECT * FROM migrate_diff();
SELECT migrate_autogenerate('too early');

-- From an empty schema.
SELECT migrate_set_model($$
CREATE TABLE customer (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL
);
CREATE TABLE orders (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer,
    placed_on date NOT NULL DEFAULT current_date
);
COMMENT ON TABLE orders IS 'What customers have ordered';
$$);
SELECT migrate_model();
SELECT schemas FROM migrate_model;
SELECT migrate_check();
SELECT kind, object, change, statement, hazard, reason FROM migrate_diff();
SELECT migrate_autogenerate('first tables', rev_id => 'first');
\pset format unaligned
\pset tuples_only on
SELECT regexp_replace(migrate_show('first'), 'Create Date: .*?\n', E'Create Date: …\n');
\pset format aligned
\pset tuples_only off

-- What is stored has to be applied before more is compared.
SELECT migrate_check();
SELECT migrate_autogenerate('too early');
SELECT migrate_upgrade();
SELECT migrate_check();
SELECT migrate_autogenerate('nothing to do') IS NULL AS nothing;
SELECT * FROM migrate_diff();

-- Rows are there from now on: hazards, a change of type without a cast, a rename that is announced.
INSERT INTO customer (name) VALUES ('Ada'), ('Brian');
INSERT INTO orders (customer_id) VALUES (1), (2);
ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new', ADD COLUMN note text;
UPDATE orders SET state = 'sent', note = 'fragile' WHERE id = 2;
CREATE INDEX old_index ON orders (placed_on);
SELECT migrate_set_model($$
CREATE TYPE order_state AS ENUM ('new', 'sent');
CREATE TABLE customer (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    full_name text NOT NULL, -- @renamed from=name
    email text NOT NULL DEFAULT ''
);
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer ON DELETE CASCADE,
    placed_on date NOT NULL DEFAULT current_date,
    state order_state NOT NULL DEFAULT 'new',
    remark text
);
COMMENT ON TABLE orders IS 'What customers have ordered';
CREATE INDEX orders_placed_on_idx ON orders (placed_on);
CREATE VIEW open_orders AS SELECT id, state FROM orders WHERE state = 'new';
$$);
SELECT migrate_check();
SELECT kind, object, change, hazard, reason FROM migrate_diff();
SELECT migrate_autogenerate('states and names', rev_id => 'second');
\pset format unaligned
\pset tuples_only on
SELECT regexp_replace(migrate_show('second'), 'Create Date: .*?\n', E'Create Date: …\n');
\pset format aligned
\pset tuples_only off
SELECT migrate_upgrade();
SELECT migrate_check();
SELECT full_name, email, o.id, state, remark FROM customer JOIN orders o ON customer_id = customer.id ORDER BY 3;
TABLE open_orders;

-- And back: what was there is there again, but for the values whose loss was announced.
SELECT migrate_downgrade('first');
SELECT name, o.id, state, note FROM customer JOIN orders o ON customer_id = customer.id ORDER BY 2;
SELECT migrate_check();
SELECT migrate_upgrade();
SELECT migrate_check();
-- An annotation that has been followed says nothing any more.
SELECT count(*) FROM migrate_diff();

-- Scripts with the same rules, between two texts; neither touches the schema.
\pset format unaligned
\pset tuples_only on
SELECT migrate_diff_sql('CREATE TABLE a (id integer)', 'CREATE TABLE a (id integer, b text); CREATE TABLE c ()');
SELECT migrate_diff_sql(migrate_model(), migrate_model()) = '';
\pset format aligned
\pset tuples_only off

-- A model that cannot be read is not stored.
SELECT migrate_set_model(E'CREATE TABLE a (id integer);\n\nCREATE TABL b ();');
SELECT migrate_set_model(E'CREATE TABLE a (id integer);\nCREATE VIEW b AS\nSELECT nothing FROM a;');
SELECT migrate_set_model(E'CREATE TABLE a (id integer);\nCREATE TEXT ''unfinished');
SELECT migrate_set_model(E'CREATE TABLE a (id integer);\n\n\nCREATE ROLE regress_migrate_role;');
SELECT migrate_set_model('CREATE TABLE a ()', '');
SELECT migrate_set_model('CREATE TABLE a ()', 'public,, app');
SELECT migrate_set_model('CREATE TABLE a ()', '*, app');
SELECT migrate_set_model('CREATE TABLE a ()', 'public, nowhere');
SELECT migrate_set_model('CREATE TABLE a ()', 'pg_catalog');
SELECT migrate_set_model(NULL);
SELECT migrate_diff_sql(NULL, '');
SELECT migrate_diff_sql('', NULL);
SELECT migrate_diff_sql('CREATE TABLE a (', '');
SELECT migrate_diff_sql('', 'CREATE TABLE a (');
-- The one that was stored before is still there.
SELECT migrate_check();

-- Annotations that say nothing.
SELECT migrate_set_model(E'CREATE TABLE a (id integer);\n-- @renamed from=b');
SELECT migrate_set_model(E'CREATE TABLE a (\n    id integer -- @renamed\n);');
SELECT migrate_set_model(E'CREATE TABLE a (id integer);\nALTER TABLE a ADD b text; -- @renamed from=c');
SELECT migrate_set_model(E'CREATE TABLE a (\n    id integer,\n    PRIMARY KEY (id) -- @renamed from=c\n);');
SELECT * FROM migrate_diff();

DROP EXTENSION migrate CASCADE;
DROP TABLE orders, customer CASCADE;
DROP TYPE order_state;
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');

-- A difference that cannot be made is no revision: what is outside of the scope is in the way.
CREATE TABLE base (id integer, kind text);
CREATE SCHEMA outside;
CREATE VIEW outside.kinds AS SELECT kind FROM base;
SELECT migrate_set_model('CREATE TABLE base (id integer, kind varchar(10))', 'public');
SELECT * FROM migrate_diff();
SELECT migrate_autogenerate('refused');
-- A text that makes all that it needs may make what is outside, too.
SELECT migrate_set_model('CREATE TABLE base (id integer, kind text); CREATE SCHEMA outside; CREATE VIEW outside.kinds AS SELECT kind FROM base', 'public');
SELECT migrate_check();
DROP SCHEMA outside CASCADE;
DROP TABLE base;

-- What no kind reads is named, whoever has it.
CREATE TYPE half_made;
SELECT migrate_set_model('CREATE TYPE other_half');
SELECT migrate_check();
DROP TYPE half_made;

-- An index whose concurrent build has failed is not there.
CREATE TABLE twice (id integer);
INSERT INTO twice VALUES (1), (1);
CREATE UNIQUE INDEX CONCURRENTLY twice_id ON twice (id);
SELECT migrate_set_model('CREATE TABLE twice (id integer); CREATE UNIQUE INDEX twice_id ON twice (id)');
SELECT object, change, statement FROM migrate_diff();
DROP TABLE twice;

-- A comment on what is a part of something else is seen by the check, too.
CREATE TABLE numbered (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
SELECT migrate_set_model('CREATE TABLE numbered (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY)');
SELECT migrate_check();
COMMENT ON SEQUENCE numbered_id_seq IS 'from 1';
COMMENT ON INDEX numbered_pkey IS 'the key';
SELECT migrate_check();
SELECT statement FROM migrate_diff();
DROP TABLE numbered;

-- Scope: the schemas of the list, and no other. A schema that is there need not be made by the text.
CREATE SCHEMA app;
CREATE SCHEMA shared;
CREATE TABLE shared.country (code text PRIMARY KEY);
CREATE TABLE shared.visit (code text REFERENCES shared.country);
CREATE TABLE app.address (id integer PRIMARY KEY, code text REFERENCES shared.country);
CREATE TABLE elsewhere (id integer);
SELECT migrate_set_model($$
CREATE TABLE app.address (
    id integer PRIMARY KEY,
    code text REFERENCES shared.country ON DELETE CASCADE,
    street text
);
$$, 'app');
SELECT statement FROM migrate_diff();
SELECT migrate_autogenerate('address', rev_id => 'address');
SELECT migrate_upgrade();
SELECT migrate_check();
-- The same with the schema in the text, as pg_dump prints it.
SELECT migrate_set_model($$
CREATE SCHEMA app;
CREATE TABLE app.address (
    id integer NOT NULL,
    code text,
    street text
);
ALTER TABLE ONLY app.address ADD CONSTRAINT address_pkey PRIMARY KEY (id);
ALTER TABLE ONLY app.address
    ADD CONSTRAINT address_code_fkey FOREIGN KEY (code) REFERENCES shared.country(code) ON DELETE CASCADE;
$$, 'app');
SELECT migrate_check();
-- And with the search path saying which schema it is.
SET search_path = app;
SELECT public.migrate_set_model($$
CREATE TABLE address (id integer PRIMARY KEY, code text REFERENCES shared.country ON DELETE CASCADE, street text)
$$);
SELECT public.migrate_check();
SET search_path = nowhere;
SELECT public.migrate_set_model('CREATE TABLE address (id integer)');
RESET search_path;
-- What refers to the scope from outside is not compared. What it does not allow is found before a
-- revision is stored.
CREATE VIEW shared.streets AS SELECT street FROM app.address;
SELECT migrate_check();
SELECT migrate_set_model($$
CREATE TABLE app.address (
    id integer PRIMARY KEY,
    code text REFERENCES shared.country ON DELETE CASCADE,
    street varchar(100)
);
$$, 'app');
SELECT statement FROM migrate_diff();
SELECT migrate_autogenerate('in the way');
SELECT count(*) FROM migrate_history();
-- A rename reaches it.
SELECT migrate_set_model($$
CREATE TABLE app.address (
    id integer PRIMARY KEY,
    country text CONSTRAINT address_code_fkey REFERENCES shared.country ON DELETE CASCADE, -- @renamed from=code
    road text -- @renamed from=street
);
$$, 'app');
SELECT migrate_autogenerate('another name', rev_id => 'road');
SELECT migrate_upgrade();
SELECT migrate_check();
SELECT pg_get_viewdef('shared.streets');
SELECT migrate_downgrade('-1');
SELECT pg_get_viewdef('shared.streets');
SELECT migrate_remove('road');
DROP VIEW shared.streets;
-- All schemas.
SELECT migrate_set_model($$
CREATE SCHEMA app;
CREATE SCHEMA shared;
CREATE TABLE shared.country (code text PRIMARY KEY);
CREATE TABLE shared.visit (code text REFERENCES shared.country);
CREATE TABLE app.address (id integer PRIMARY KEY, code text REFERENCES shared.country ON DELETE CASCADE, street text);
$$, '*');
SELECT kind, object, change, hazard, reason FROM migrate_diff();

-- Filters.
SELECT migrate_setting('include_name', '!elsewhere');
SELECT migrate_check();
SELECT migrate_setting('include_name', NULL);
SELECT migrate_setting('include_schemas', 'app, shared');
SELECT migrate_check();
SELECT migrate_setting('include_schemas', NULL);
SET migrate.include_object = '!table elsewhere';
SELECT migrate_check();
-- What is left out can be referred to, and is there when a revision is tried.
SET migrate.include_object = '!table country, !table elsewhere';
SELECT migrate_set_model($$
CREATE SCHEMA app;
CREATE SCHEMA shared;
CREATE TABLE shared.country (code text PRIMARY KEY);
CREATE TABLE shared.visit (code text REFERENCES shared.country, visited_on date);
CREATE TABLE app.address (id integer PRIMARY KEY, code text REFERENCES shared.country ON DELETE CASCADE, street text);
$$, '*');
SELECT migrate_autogenerate('visits', rev_id => 'visits');
SELECT migrate_upgrade();
SELECT migrate_check();
SET migrate.include_object = 'view *, ,';
SELECT migrate_check();
RESET migrate.include_object;
SELECT migrate_setting('include_name', 'a,!');
SELECT migrate_check();

DROP EXTENSION migrate;
DROP SCHEMA app CASCADE;
DROP SCHEMA shared CASCADE;
DROP TABLE elsewhere;
