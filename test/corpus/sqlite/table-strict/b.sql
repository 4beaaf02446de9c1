-- A table becomes STRICT, another one is it no more.
CREATE TABLE reading (id integer PRIMARY KEY, value real, label text) STRICT;
CREATE TABLE sample (id integer PRIMARY KEY, value any);
