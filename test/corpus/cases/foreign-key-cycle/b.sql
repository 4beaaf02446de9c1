-- Two tables that refer to each other, a third to itself, made and dropped in one go.
CREATE TABLE unrelated (id integer PRIMARY KEY);
CREATE TABLE department (id integer PRIMARY KEY, head_id integer NOT NULL, name text);
CREATE TABLE worker (
  id integer PRIMARY KEY,
  department_id integer NOT NULL REFERENCES department,
  mentor_id integer REFERENCES worker
);
ALTER TABLE department ADD FOREIGN KEY (head_id) REFERENCES worker DEFERRABLE INITIALLY DEFERRED;
