INSERT INTO parcel VALUES (1, 2.5, 'x'), (7, 3, 'y'); INSERT INTO scan VALUES (1, 7);
