-- Options of views are set, changed and reset without touching what depends on them.
CREATE TABLE parcel (id integer PRIMARY KEY, weight integer);

CREATE VIEW heavy AS SELECT id, weight FROM parcel WHERE weight > 10 WITH CASCADED CHECK OPTION;
CREATE VIEW light WITH (security_barrier = true) AS SELECT id, weight FROM parcel WHERE weight < 5;
CREATE VIEW mine AS SELECT id FROM parcel;
CREATE VIEW heavier AS SELECT * FROM heavy WHERE weight > 20;
