INSERT INTO appointment VALUES (1, 'done', '{planned,done}'), (2, 'planned', NULL);
