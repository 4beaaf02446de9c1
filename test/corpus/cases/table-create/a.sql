-- Tables with keys, checks, defaults and references between them come and go.
CREATE TABLE book (
  isbn text PRIMARY KEY,
  title text NOT NULL
);
