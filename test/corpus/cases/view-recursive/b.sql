-- Recursive views and views of values, over functions and with sub-selects, change.
CREATE TABLE part (id integer PRIMARY KEY, parent_id integer REFERENCES part, name text);

CREATE RECURSIVE VIEW part_tree (id, depth, path) AS
  SELECT id, 0, ARRAY[id] FROM part WHERE parent_id IS NULL
  UNION ALL
  SELECT p.id, t.depth + 1, t.path || p.id FROM part p JOIN part_tree t ON p.parent_id = t.id;
CREATE VIEW sizes (label, low) AS VALUES ('small', 1), ('medium', 5), ('large', 10);
CREATE VIEW numbered AS SELECT n, o.name FROM generate_series(1, 5) WITH ORDINALITY AS g (n, i)
  LEFT JOIN LATERAL (SELECT name FROM part WHERE id = g.i) o ON true;
