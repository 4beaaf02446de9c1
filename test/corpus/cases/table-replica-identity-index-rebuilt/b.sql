-- The index of a replica identity is defined anew; the identity stays on it.
CREATE TABLE parcel (depot text NOT NULL, number bigint NOT NULL, weight numeric);
CREATE UNIQUE INDEX parcel_key ON parcel (number, depot);
ALTER TABLE parcel REPLICA IDENTITY USING INDEX parcel_key;
