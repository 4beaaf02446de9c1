-- A renamed table leaves a view under its old name.
-- @renamed from=account
CREATE TABLE account_data (id integer PRIMARY KEY, n text); CREATE VIEW account AS SELECT id, n FROM account_data;
