-- Tables with keys, checks, defaults and references between them come and go.
CREATE TABLE book (
  isbn text PRIMARY KEY,
  title text NOT NULL
);

CREATE TABLE member (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (name <> ''),
  joined date DEFAULT CURRENT_DATE NOT NULL
);

CREATE TABLE loan (
  book_isbn text NOT NULL REFERENCES book ON DELETE CASCADE,
  member_id integer NOT NULL REFERENCES member (id),
  lent_on date NOT NULL,
  returned_on date,
  PRIMARY KEY (book_isbn, lent_on),
  CONSTRAINT returned_after_lent CHECK (returned_on IS NULL OR returned_on >= lent_on)
);

CREATE INDEX loan_member_idx ON loan (member_id) WHERE returned_on IS NULL;
