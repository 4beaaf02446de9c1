-- A renamed table leaves a view under its old name.
-- @renamed from=account_data
CREATE TABLE account (id integer PRIMARY KEY, n text);
