-- Two tables that refer to each other, a third to itself, made and dropped in one go.
CREATE TABLE unrelated (id integer PRIMARY KEY);
