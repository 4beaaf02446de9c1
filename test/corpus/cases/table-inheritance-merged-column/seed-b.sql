INSERT INTO leaf (id, label, extra, own) VALUES (1, 'kept', 2, 3);
