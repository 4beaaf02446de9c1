-- A schema of many parts changes in all of them.
CREATE TABLE customer (id integer PRIMARY KEY AUTOINCREMENT, name varchar(99) NOT NULL COLLATE NOCASE, email text UNIQUE, since text DEFAULT CURRENT_DATE);
CREATE TABLE product (code text PRIMARY KEY, price real NOT NULL DEFAULT 0, CHECK (price >= 0)) WITHOUT ROWID, STRICT;
CREATE TABLE purchase (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customer ON DELETE CASCADE ON UPDATE CASCADE, code text NOT NULL REFERENCES product, n integer NOT NULL DEFAULT 1 CHECK (n > 0));
CREATE UNIQUE INDEX purchase_once ON purchase (customer_id, code);
CREATE VIEW totals AS SELECT customer_id, sum(n * price) AS total, count(*) AS n FROM purchase JOIN product USING (code) GROUP BY 1;
CREATE VIEW best AS SELECT name, n FROM totals JOIN customer ON id = customer_id WHERE total > 10;
CREATE TRIGGER purchase_made AFTER INSERT ON purchase BEGIN UPDATE customer SET since = CURRENT_DATE WHERE id = new.customer_id; END;
