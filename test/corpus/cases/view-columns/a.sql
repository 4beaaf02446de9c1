-- A view gets a column at its end, one in the middle, loses one, and changes a column's type.
CREATE TABLE flight (id integer PRIMARY KEY, origin text, target text, seats integer, day date);

CREATE VIEW appended AS SELECT id, origin FROM flight;
CREATE VIEW inserted AS SELECT id, target FROM flight;
CREATE VIEW reduced AS SELECT id, origin, target FROM flight;
CREATE VIEW retyped AS SELECT id, seats FROM flight;
CREATE VIEW renamed AS SELECT id AS number FROM flight;
CREATE VIEW above AS SELECT i.id, i.target, r.seats FROM inserted i JOIN retyped r USING (id);
