INSERT INTO employee VALUES (1, 'Ada', 'DE00', 10);
INSERT INTO guest VALUES (2, 'Bob', '2024-02-29');
