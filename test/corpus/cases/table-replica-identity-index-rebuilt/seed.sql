INSERT INTO parcel VALUES ('north', 1, 2.5), ('south', 1, 0.1);
