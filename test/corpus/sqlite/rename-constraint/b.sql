-- A constraint that says the same under another name is renamed.
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, p integer, CONSTRAINT a_positive CHECK (a > 0), CONSTRAINT b_unique UNIQUE (b), CONSTRAINT t_parent FOREIGN KEY (p) REFERENCES t);
