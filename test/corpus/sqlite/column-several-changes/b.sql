-- A column changes in everything at once.
CREATE TABLE s (id integer PRIMARY KEY, a varchar(9) DEFAULT 'y' COLLATE RTRIM CONSTRAINT a_short CHECK (length(a) < 9), b bigint NOT NULL DEFAULT 0 UNIQUE);
