INSERT INTO issue VALUES (1, 'open', '{new,open}'), (2, 'closed', NULL);
