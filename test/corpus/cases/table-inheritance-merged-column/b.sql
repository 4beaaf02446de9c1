-- A column that a child has by itself too stays when the parent's goes; grandchildren follow.
CREATE TABLE base (id integer, rank integer, CHECK (id > 0) NO INHERIT);
CREATE TABLE middle (label text DEFAULT 'm', extra integer) INHERITS (base);
CREATE TABLE leaf (own integer) INHERITS (middle);
