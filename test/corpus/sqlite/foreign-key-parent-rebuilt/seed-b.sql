INSERT INTO team VALUES (1, 'x', 1), (4, 'y', 2); INSERT INTO member VALUES (1, 1), (2, 4); INSERT INTO sponsor VALUES (1, 'x'), (2, 'y');
INSERT INTO trophy VALUES (1, 4); INSERT INTO ban VALUES (1, 4);
