-- Extensions come and go with columns, indexes and functions that use their types and operator classes.
CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION hstore;
CREATE EXTENSION btree_gist SCHEMA ext;
CREATE EXTENSION pg_trgm;
CREATE TABLE user_account (
  id integer PRIMARY KEY,
  mail ext.citext NOT NULL UNIQUE,
  settings hstore DEFAULT 'a=>1',
  EXCLUDE USING gist (id WITH =, (lower(mail::text)) WITH =) WHERE (id > 1000)
);
CREATE INDEX user_account_mail_trgm ON user_account USING gin ((mail::text) gin_trgm_ops);
CREATE FUNCTION has_mail(m ext.citext) RETURNS boolean LANGUAGE sql AS $$ SELECT m <> ''::ext.citext $$;
COMMENT ON EXTENSION citext IS 'for mail';
