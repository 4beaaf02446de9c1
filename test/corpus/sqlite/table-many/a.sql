-- Many tables with keys between them change at once.
CREATE TABLE t0 (id integer PRIMARY KEY, n integer);
CREATE TABLE t1 (id integer PRIMARY KEY, n integer, p integer REFERENCES t0);
CREATE TABLE t2 (id integer PRIMARY KEY, n integer, p integer REFERENCES t1);
CREATE TABLE t3 (id integer PRIMARY KEY, n integer, p integer REFERENCES t2);
CREATE TABLE t4 (id integer PRIMARY KEY, n integer, p integer REFERENCES t3);
CREATE TABLE t5 (id integer PRIMARY KEY, n integer, p integer REFERENCES t4);
CREATE TABLE t6 (id integer PRIMARY KEY, n integer, p integer REFERENCES t5);
CREATE TABLE t7 (id integer PRIMARY KEY, n integer, p integer REFERENCES t6);
CREATE TABLE t8 (id integer PRIMARY KEY, n integer, p integer REFERENCES t7);
CREATE TABLE t9 (id integer PRIMARY KEY, n integer, p integer REFERENCES t8);
CREATE TABLE t10 (id integer PRIMARY KEY, n integer, p integer REFERENCES t9);
CREATE TABLE t11 (id integer PRIMARY KEY, n integer, p integer REFERENCES t10);
