INSERT INTO shift VALUES (1, 5, '[1,8)', 'Ada'), (2, 20, '[8,16)', 'Bob');
INSERT INTO shift_log VALUES (1, 5);
