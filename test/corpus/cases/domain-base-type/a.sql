-- A domain rests on another type and collation; columns, arrays, views and functions of it keep their values.
CREATE DOMAIN ean AS integer CHECK (VALUE > 0);
CREATE DOMAIN label AS text COLLATE "C";
CREATE TABLE ware (id ean PRIMARY KEY, others ean[] DEFAULT '{}', label label DEFAULT 'none');
CREATE TABLE ware_price (ware_id ean REFERENCES ware, price numeric);
CREATE FUNCTION is_old(e ean) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$ SELECT e < 100 $$;
CREATE VIEW old_ware AS SELECT id, label FROM ware WHERE is_old(id);
