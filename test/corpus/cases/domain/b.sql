-- Domains change default, nullability and checks, not validated ones too; values stay.
CREATE DOMAIN email AS text DEFAULT 'a@b' NOT NULL CHECK (VALUE LIKE '%@%') CONSTRAINT not_local CHECK (VALUE NOT LIKE '%@localhost');
CREATE DOMAIN amount AS numeric(10,2);
CREATE DOMAIN code AS varchar(5) CONSTRAINT upper_case CHECK (VALUE ~ '^[A-Z]+$');
ALTER DOMAIN code ADD CONSTRAINT not_x CHECK (VALUE <> 'X') NOT VALID;
CREATE TABLE payment (id integer PRIMARY KEY, payer email, total amount, code code);
COMMENT ON DOMAIN email IS 'an electronic address';
