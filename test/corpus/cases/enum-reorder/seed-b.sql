INSERT INTO alarm VALUES (1, 'mid'), (2, 'high');
INSERT INTO alarm_note VALUES (1, 'mid');
