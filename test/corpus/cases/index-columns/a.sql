-- Order, nulls, operator class, collation, expressions, predicate and included columns of an index.
CREATE TABLE entry (id integer, title text, day date, hits integer, hidden boolean);

CREATE INDEX entry_order ON entry (day, hits);
CREATE INDEX entry_title ON entry (title);
CREATE INDEX entry_lower ON entry (lower(title));
CREATE INDEX entry_part ON entry (day) WHERE NOT hidden;
CREATE INDEX entry_cover ON entry (id);
CREATE UNIQUE INDEX entry_once ON entry (id, day);
CREATE INDEX entry_gone ON entry (hits);
