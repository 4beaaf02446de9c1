-- Recursive views and views of values, over functions and with sub-selects, change.
CREATE TABLE part (id integer PRIMARY KEY, parent_id integer REFERENCES part, name text);

CREATE RECURSIVE VIEW part_tree (id, depth) AS
  SELECT id, 0 FROM part WHERE parent_id IS NULL
  UNION ALL
  SELECT p.id, t.depth + 1 FROM part p JOIN part_tree t ON p.parent_id = t.id;
CREATE VIEW sizes (label, low) AS VALUES ('small', 1), ('large', 10);
CREATE VIEW numbered AS SELECT n, (SELECT max(name) FROM part WHERE id = n) AS name FROM generate_series(1, 3) AS n;
