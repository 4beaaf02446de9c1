INSERT INTO term VALUES (1, 'word', 'a', '(1,2)', '{w}');
