-- The index of a replica identity is defined anew; the identity stays on it.
CREATE TABLE parcel (depot text NOT NULL, number integer NOT NULL, weight numeric);
CREATE UNIQUE INDEX parcel_key ON parcel (depot, number);
ALTER TABLE parcel REPLICA IDENTITY USING INDEX parcel_key;
