INSERT INTO old_device VALUES (1);
