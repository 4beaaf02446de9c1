-- Primary keys get further columns, other names, included columns, or go.
CREATE TABLE seat (hall integer, row_no integer, seat_no integer NOT NULL, label text, PRIMARY KEY (hall, row_no));
CREATE TABLE screen (id integer NOT NULL, size text, CONSTRAINT screen_pk PRIMARY KEY (id));
CREATE TABLE film (id integer PRIMARY KEY, title text NOT NULL);
CREATE TABLE poster (id integer PRIMARY KEY, film text);
