-- Options of views are set, changed and reset without touching what depends on them.
CREATE TABLE parcel (id integer PRIMARY KEY, weight integer);

CREATE VIEW heavy AS SELECT id, weight FROM parcel WHERE weight > 10 WITH LOCAL CHECK OPTION;
CREATE VIEW light AS SELECT id, weight FROM parcel WHERE weight < 5 WITH LOCAL CHECK OPTION;
CREATE VIEW mine WITH (security_invoker = true, security_barrier = true) AS SELECT id FROM parcel;
CREATE VIEW heavier AS SELECT * FROM heavy WHERE weight > 20;
