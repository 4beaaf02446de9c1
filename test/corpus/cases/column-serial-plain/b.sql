-- A serial column becomes plain, a plain one serial, one serial changes its type.
CREATE TABLE crate (id integer NOT NULL, label text);
CREATE TABLE pallet (id serial, label text);
CREATE TABLE box (id bigserial PRIMARY KEY, label text);
