INSERT INTO note VALUES (1, 'ada', 'x');
