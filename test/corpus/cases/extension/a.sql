-- Extensions come and go with columns, indexes and functions that use their types and operator classes.
CREATE TABLE user_account (id integer PRIMARY KEY, mail text NOT NULL);
