-- A renamed table changes in everything else as well.
-- @renamed from=shipment
CREATE TABLE parcel (id integer PRIMARY KEY AUTOINCREMENT, weight real, state text DEFAULT 'new');
CREATE TABLE scan (id integer PRIMARY KEY, parcel_id integer NOT NULL REFERENCES parcel ON DELETE CASCADE);
