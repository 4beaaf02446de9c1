-- A schema of many parts changes in all of them.
CREATE TABLE customer (id integer PRIMARY KEY AUTOINCREMENT, name text NOT NULL, mail text UNIQUE);
CREATE TABLE product (code text PRIMARY KEY, price real DEFAULT 0) WITHOUT ROWID;
CREATE TABLE purchase (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customer ON DELETE CASCADE, code text REFERENCES product, n integer DEFAULT 1);
CREATE INDEX purchase_customer ON purchase (customer_id);
CREATE VIEW totals AS SELECT customer_id, sum(n * price) AS total FROM purchase JOIN product USING (code) GROUP BY 1;
CREATE VIEW best AS SELECT name FROM totals JOIN customer ON id = customer_id WHERE total > 100;
CREATE TRIGGER purchase_made AFTER INSERT ON purchase BEGIN UPDATE customer SET name = trim(name) WHERE id = new.customer_id; END;
