-- A constraint that says the same under another name is renamed.
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, p integer, CONSTRAINT a_pos CHECK (a > 0), CONSTRAINT b_once UNIQUE (b), CONSTRAINT t_p FOREIGN KEY (p) REFERENCES t);
