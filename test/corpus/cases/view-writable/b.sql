-- Defaults of a view's columns, INSTEAD OF triggers and rules on views, across a rebuild of the view.
CREATE TABLE contact_data (id integer PRIMARY KEY, name text, phone text);
CREATE VIEW contact AS SELECT id, name, phone FROM contact_data;
ALTER VIEW contact ALTER COLUMN name SET DEFAULT 'nobody';
ALTER VIEW contact ALTER COLUMN phone SET DEFAULT 'none';
CREATE FUNCTION add_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO contact_data VALUES (NEW.id, NEW.name, NEW.phone);
  RETURN NEW;
END $$;
CREATE TRIGGER add_contact INSTEAD OF INSERT ON contact FOR EACH ROW EXECUTE FUNCTION add_contact();
CREATE RULE no_delete AS ON DELETE TO contact DO INSTEAD DELETE FROM contact_data WHERE contact_data.id = OLD.id;
COMMENT ON TRIGGER add_contact ON contact IS 'writes through';
