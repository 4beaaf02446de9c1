-- A renamed table changes in everything else as well.
-- @renamed from=parcel
CREATE TABLE shipment (id integer PRIMARY KEY AUTOINCREMENT, weight numeric NOT NULL, state text, note text, CHECK (weight > 0));
CREATE TABLE scan (id integer PRIMARY KEY, parcel_id integer NOT NULL REFERENCES shipment ON DELETE CASCADE);
CREATE INDEX shipment_state ON shipment (state);
