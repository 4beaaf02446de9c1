-- Order, nulls, operator class, collation, expressions, predicate and included columns of an index.
CREATE TABLE entry (id integer, title text, day date, hits integer, hidden boolean);

CREATE INDEX entry_order ON entry (day DESC NULLS LAST, hits NULLS FIRST);
CREATE INDEX entry_title ON entry (title COLLATE "C" text_pattern_ops);
CREATE INDEX entry_lower ON entry (lower(title) varchar_pattern_ops, (hits * 2), (coalesce(day, '2000-01-01'::date)));
CREATE INDEX entry_part ON entry (day) WHERE hidden IS FALSE AND hits > 10;
CREATE INDEX entry_cover ON entry (id) INCLUDE (title, hits);
CREATE INDEX entry_once ON entry (id, day);
CREATE UNIQUE INDEX entry_nulls ON entry (title, id) NULLS NOT DISTINCT;
