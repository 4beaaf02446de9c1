-- Primary keys get further columns, other names, included columns, or go.
CREATE TABLE seat (hall integer, row_no integer, seat_no integer NOT NULL, label text, PRIMARY KEY (hall, row_no, seat_no));
CREATE TABLE screen (id integer NOT NULL, size text, CONSTRAINT screen_key PRIMARY KEY (id));
CREATE TABLE film (id integer, title text NOT NULL, CONSTRAINT film_pkey PRIMARY KEY (id) INCLUDE (title));
CREATE TABLE poster (id integer, film text);
