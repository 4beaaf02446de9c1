-- Domains change default, nullability and checks, not validated ones too; values stay.
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN amount AS numeric(10,2) DEFAULT 0 NOT NULL;
CREATE DOMAIN code AS varchar(5) CONSTRAINT upper_case CHECK (VALUE = upper(VALUE)) CONSTRAINT short CHECK (length(VALUE) < 4);
CREATE TABLE payment (id integer PRIMARY KEY, payer email, total amount, code code);
COMMENT ON DOMAIN email IS 'an address';
COMMENT ON CONSTRAINT short ON DOMAIN code IS 'three letters';
