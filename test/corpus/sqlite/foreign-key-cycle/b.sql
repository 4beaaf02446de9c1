-- Tables that refer to each other come and go; two that are there begin to.
CREATE TABLE a (id integer PRIMARY KEY, n text, b_id integer REFERENCES b ON DELETE CASCADE);
CREATE TABLE b (id integer PRIMARY KEY, n text, a_id integer REFERENCES a ON DELETE CASCADE);
CREATE TABLE x (id integer PRIMARY KEY, y_id integer REFERENCES y); CREATE TABLE y (id integer PRIMARY KEY, x_id integer REFERENCES x);
