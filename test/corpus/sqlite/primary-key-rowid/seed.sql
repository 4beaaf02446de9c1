INSERT INTO one VALUES (1, 10), (2, 20); INSERT INTO two VALUES (5, 'x'), (9, 'y'); INSERT INTO three VALUES (40, 'a'), (30, 'b');
